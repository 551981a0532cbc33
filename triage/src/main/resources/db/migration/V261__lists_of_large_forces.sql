-- Owner: org.curlew.triage.obligations and org.curlew.triage.queue

-- Open obligations of some rules in brief, for lists of which a page is read whole: the list comes from obligation_open_brief alone.
create index obligation_open_brief on obligation (rule_id, due, id) include (case_id) where state = 'OPEN';

-- What was past due by a rule at an instant: obligation_rule_subject gives each subject's last duty without sorting.
create index obligation_rule_subject on obligation (rule_id, subject, due desc) include (period, met_at) where state <> 'ENDED';

-- Exhibits that were done with at an instant: exhibit_state_done holds only the states that end the waiting.
create index exhibit_state_done on exhibit_state (exhibit_id, at) where state in ('GRADED', 'RELEASED', 'UPLOADED', 'CLOSED');
