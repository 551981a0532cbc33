/** The worker process on real images, against The Sleuth Kit, broken input and kill. */
package org.curlew.pipeline.worker;
