package org.curlew.triage.reviews;

/** A case has another reviewer or deputy, or its deputy ended: who may see it has changed. */
public record ReviewerChanged(long caseId) {}
