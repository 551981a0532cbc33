package org.curlew.pipeline.web.grading;

/**
 * A person before the media of a case.
 *
 * @param session their grading session, null while there is none
 */
public record Sitting(String grader, long caseId, Long session) {}
