-- Owner: org.curlew.triage.register

-- An escalation is a step of its own with its date, to whom and outcome; what stood in the notice's one field becomes the
-- first step. The notice's versions stay as they were written.
insert into register_version (entry_id, version, kind, case_id, child_id, created_at, recorded_at, author, reason, body)
select nextval('register_entry_id'), 1, 'PpnEscalation', case_id, child_id, recorded_at, recorded_at, author,
       'taken from the notice',
       jsonb_build_object(
           'caseId', case_id, 'childId', child_id,
           'at', to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
           'toWhom', 'not recorded', 'reason', body ->> 'escalation')
from register_version
where kind = 'Ppn' and superseded_at is null and not withdrawn and coalesce(body ->> 'escalation', '') <> '';
