/** Devices drawn for the sample force. */
package org.curlew.pipeline.simulation;
