/** The description of the API, written from its endpoints themselves. */
package org.curlew.pipeline.rest.openapi;
