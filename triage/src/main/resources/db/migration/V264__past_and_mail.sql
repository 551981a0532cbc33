-- Owner: org.curlew.triage.register, org.curlew.triage.obligations

-- A case as it stood on a past day: entries that were in force then and have been superseded since. Those still in force are found by
-- register_case, register_person and register_exhibit; the two together spare reading the whole register for one case.
create index register_case_past on register_version (case_id, kind) where superseded_at is not null;
create index register_person_past on register_version (person_id, kind) where superseded_at is not null;
create index register_exhibit_past on register_version (exhibit_id, kind) where superseded_at is not null;

-- What is still to be mailed, by recipient: what somebody acknowledged in the application is not mailed any more.
create index notification_to_mail on notification (recipient, id) where mailed_at is null and acknowledged_at is null;
drop index notification_unmailed;
