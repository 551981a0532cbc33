/**
 * Compares past exhibits with sets that grew, from the digests that were kept: no image is needed, closed cases are not left out, and
 * every new hit is told.
 */
package org.curlew.pipeline.retro;
