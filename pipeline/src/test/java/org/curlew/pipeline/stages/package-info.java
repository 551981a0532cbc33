/** Stages of a device: what is kept, what is taken up again, what a stage asks of the others. */
package org.curlew.pipeline.stages;
