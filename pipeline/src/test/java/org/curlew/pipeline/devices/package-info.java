/** The list of a device's files, kept and read again. */
package org.curlew.pipeline.devices;
