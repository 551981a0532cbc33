-- Owner: org.curlew.grading.exposure

-- How long a clip was that a grader played; null for every other act. Relies on exposure_event_last as before.
alter table exposure_event add column played_seconds integer
    check (played_seconds >= 0 and (played_seconds is null or act = 'PLAYED'));
