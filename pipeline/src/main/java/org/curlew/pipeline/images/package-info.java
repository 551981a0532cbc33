/** Readers of image formats behind one view of random-access bytes. */
package org.curlew.pipeline.images;
