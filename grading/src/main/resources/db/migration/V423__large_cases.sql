-- Owner: org.curlew.grading.sessions

-- occurrence_decided: the page of a case that nobody has put in order yet passes over what sets have decided without reading
-- every place of the case.
create index occurrence_decided on occurrence (sha256, exhibit_id)
    where match_role in ('illegal', 'known-good') and match_kind <> 'pdq';

-- How many places a change touched and a list was made of: together they say whether a case is large, without counting its places
-- while somebody waits.
alter table work_change add column places bigint not null default 0;
alter table work_list add column places bigint not null default 0;

create or replace function work_places_changed() returns trigger language plpgsql as $$
begin
    insert into work_change (case_id, places)
    select e.case_id, count(*) from changed c join exhibit e on e.id = c.exhibit_id group by e.case_id;
    return null;
end $$;

create temporary table counted on commit drop as
    select e.case_id, count(*) as places from occurrence o join exhibit e on e.id = o.exhibit_id group by e.case_id;
update work_change w set places = c.places from counted c where c.case_id = w.case_id;
update work_list l set places = c.places from counted c where c.case_id = l.case_id;
