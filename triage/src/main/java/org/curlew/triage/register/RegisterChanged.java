package org.curlew.triage.register;

/** Published inside the transaction that changes an entry; the queue ranks the case again, the clocks look again. */
public record RegisterChanged(String kind, long entryId, Entry.Links links, Entry entry, String reason) {}
