package org.curlew.pipeline.web.grading;

/**
 * What a grader asks to see of one media beyond small, grey and blurred. It holds for that answer alone.
 *
 * @param sharp without blur
 */
record Reveal(boolean large, boolean sharp, boolean colour) {}
