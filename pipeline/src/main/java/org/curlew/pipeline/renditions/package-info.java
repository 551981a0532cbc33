/** Small grey pictures for the gallery, drawn in a child process, so that the image parser never runs beside the keys. */
package org.curlew.pipeline.renditions;
