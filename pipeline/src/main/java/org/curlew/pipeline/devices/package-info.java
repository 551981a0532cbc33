/** What a device's image turned out to hold: acquisitions, stage runs, volumes, file rows, hits and gaps. */
package org.curlew.pipeline.devices;
