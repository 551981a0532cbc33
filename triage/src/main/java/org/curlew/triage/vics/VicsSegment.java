package org.curlew.triage.vics;

/**
 * A graded part of a video.
 *
 * @param index SegmentIndex
 * @param start Start as written: timecode or position, the model does not define the text form
 * @param end End as written
 * @param category category number of the part, meaningful only with a scheme
 */
public record VicsSegment(Integer index, String start, String end, Integer category) {}
