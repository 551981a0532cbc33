package org.curlew.pipeline.renditions;

/**
 * A part of a video that is to be played.
 *
 * @param sound with its sound; without, the clip has no sound track
 * @param from second at which it begins
 */
public record Playing(Drawing drawing, boolean sound, int from, int seconds) {}
