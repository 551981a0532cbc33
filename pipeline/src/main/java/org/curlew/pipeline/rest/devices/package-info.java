/** What the machine found on an exhibit. */
package org.curlew.pipeline.rest.devices;
