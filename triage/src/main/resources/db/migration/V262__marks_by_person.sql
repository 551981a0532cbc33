-- Owner: org.curlew.triage.obligations

-- As in V230, but person by person through register_person and register_child ("offset 0" keeps the planner from joining otherwise). The
-- plan of a trigger is kept from its first rows, when the register has none and no statistics: every later entry of an import, which is
-- one transaction, read all suspects again.
create or replace function mark_register() returns trigger language plpgsql as $$
begin
    insert into clock_mark (case_id)
    select case_id from changed where case_id is not null
    union
    select e.case_id from changed c join exhibit e on e.id = c.exhibit_id
    union
    select p.case_id from changed c
    cross join lateral (select p.case_id from register_version p
        where p.person_id = case when c.kind = 'Person' then c.entry_id else c.person_id end
          and p.kind = 'CaseParty' and p.superseded_at is null offset 0) p
    union
    select p.case_id from changed c
    cross join lateral (select a.person_id from register_version a
        where a.child_id = c.entry_id and a.kind = 'ChildAccess' and a.superseded_at is null offset 0) a
    cross join lateral (select p.case_id from register_version p
        where p.person_id = a.person_id and p.kind = 'CaseParty' and p.superseded_at is null offset 0) p
    where c.kind = 'Person'
    union
    select 0 from changed
    where case_id is null and kind in ('Referral', 'PeerToPeerAlert', 'Warrant');
    return null;
end $$;
