/** What the demo shows without any real case: a benign sample device and sample hash sets, made by own code. */
package org.curlew.pipeline.simulation;
