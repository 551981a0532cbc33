/** The application: how a device moves from its image to its result. */
package org.curlew.pipeline;
