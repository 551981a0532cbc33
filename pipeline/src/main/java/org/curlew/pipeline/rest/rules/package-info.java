/** Rule files over the API: read, tried and brought into force. */
package org.curlew.pipeline.rest.rules;
