-- Owner: org.curlew.triage.obligations

-- Cases whose facts changed since the clocks last looked, written by the database in the transaction of the change itself,
-- so that no writer can forget it and no crash can lose it. Case 0 stands for what belongs to no case. Only added to, and
-- never unique: two writers never wait for each other.
create table clock_mark (
    id      bigint generated always as identity primary key,
    case_id bigint not null
);

create index clock_mark_case on clock_mark (case_id);

-- When a case must be looked at although nothing changes: the next escalation, missed period, target, birthday, end.
create table clock_case (
    case_id bigint primary key,
    next_at timestamptz not null
);

create index clock_case_next on clock_case (next_at);

-- The rules the whole register was last computed by.
create table clock_rules (
    versions text primary key,
    at       timestamptz not null
);

create index queue_trigger_case on queue_trigger (case_id);
create index if not exists reported_happening_case on reported_happening (case_id);
create index obligation_case_open on obligation (case_id) where state = 'OPEN';

-- A register entry concerns its case, its exhibit's case and every case of its person; a person's own entry concerns also
-- the cases of suspects who have access to them.
create function mark_register() returns trigger language plpgsql as $$
begin
    insert into clock_mark (case_id)
    select case_id from changed where case_id is not null
    union
    select e.case_id from changed c join exhibit e on e.id = c.exhibit_id
    union
    select p.case_id from changed c
    join register_version p on p.person_id = case when c.kind = 'Person' then c.entry_id else c.person_id end
    where p.kind = 'CaseParty' and p.superseded_at is null
    union
    select p.case_id from changed c
    join register_version a on a.child_id = c.entry_id and a.kind = 'ChildAccess' and a.superseded_at is null
    join register_version p on p.person_id = a.person_id and p.kind = 'CaseParty' and p.superseded_at is null
    where c.kind = 'Person'
    union
    select 0 from changed
    where case_id is null and kind in ('Referral', 'PeerToPeerAlert', 'Warrant');
    return null;
end $$;

create trigger mark_register_insert after insert on register_version
    referencing new table as changed for each statement execute function mark_register();
create trigger mark_register_update after update on register_version
    referencing new table as changed for each statement execute function mark_register();

create function mark_exhibit() returns trigger language plpgsql as $$
begin
    insert into clock_mark (case_id)
    select distinct e.case_id from changed c join exhibit e on e.id = c.exhibit_id;
    return null;
end $$;

create trigger mark_state after insert on exhibit_state
    referencing new table as changed for each statement execute function mark_exhibit();
create trigger mark_outcome after insert on triage_outcome
    referencing new table as changed for each statement execute function mark_exhibit();
create trigger mark_rank after insert on exhibit_rank
    referencing new table as changed for each statement execute function mark_exhibit();

create function mark_case() returns trigger language plpgsql as $$
begin
    insert into clock_mark (case_id) select distinct coalesce(case_id, 0) from changed;
    return null;
end $$;

create trigger mark_exhibit_added after insert on exhibit
    referencing new table as changed for each statement execute function mark_case();
create trigger mark_trigger after insert on queue_trigger
    referencing new table as changed for each statement execute function mark_case();
create trigger mark_reported after insert on reported_happening
    referencing new table as changed for each statement execute function mark_case();

insert into clock_mark (case_id) select id from case_file union all select 0;
