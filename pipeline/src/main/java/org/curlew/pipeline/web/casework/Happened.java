package org.curlew.pipeline.web.casework;

import java.time.Instant;

/**
 * Something on a case's time line.
 *
 * @param child it is about a child's safety: shown so that it is found among the rest
 * @param wrong a duty that was missed or done late
 */
public record Happened(Instant at, String what, String text, String by, boolean child, boolean wrong) {}
