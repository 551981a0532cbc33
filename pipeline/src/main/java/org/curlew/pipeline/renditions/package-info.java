/** Pictures for the gallery, small and grey until more is revealed; drawn in a child process, so that the image parser never runs beside the keys. */
package org.curlew.pipeline.renditions;
