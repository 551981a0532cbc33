-- Owner: org.curlew.triage.obligations

-- The case of what is told, as its obligation has it: the head of every page counts what waits for a person in the cases open to them,
-- from notification_waiting alone.
alter table notification add column case_id bigint references case_file;

update notification n set case_id = o.case_id from obligation o where o.id = n.obligation_id;

create index notification_waiting on notification (recipient, case_id) where acknowledged_at is null;
