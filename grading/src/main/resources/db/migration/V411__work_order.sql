-- Owner: org.curlew.grading.sessions

-- Cases whose places changed since their work list was last put in order. Rows are only added here, so that two devices of one case
-- never wait for each other; whoever orders the list removes what it has seen.
create table work_change (
    id      bigint generated always as identity primary key,
    case_id bigint not null
);

-- work_change_case: whether a list is out of date.
create index work_change_case on work_change (case_id);

create function work_places_changed() returns trigger language plpgsql as $$
begin
    insert into work_change (case_id)
    select distinct e.case_id from exhibit e where e.id in (select exhibit_id from changed);
    return null;
end $$;

create trigger work_places_added after insert on occurrence referencing new table as changed
    for each statement execute function work_places_changed();
create trigger work_places_removed after delete on occurrence referencing old table as changed
    for each statement execute function work_places_changed();
create trigger work_places_altered after update on occurrence referencing new table as changed
    for each statement execute function work_places_changed();

insert into work_change (case_id)
select distinct e.case_id from exhibit e where exists (select from occurrence o where o.exhibit_id = e.id);

-- What the list of a case was ordered with, and where its distinct media stand. A camera is make, model and serial number with line
-- feeds between: cameras are all that EXIF names in the case, first those that fit a device of a suspect.
create table work_list (
    case_id     bigint primary key references case_file,
    cameras     text[] not null,
    first       text[] not null,
    media       bigint not null,
    avoided     bigint not null,
    graded      bigint not null,
    remaining   bigint not null,
    ordered_at  timestamptz not null default now()
);

-- The distinct media of a case in the order in which they are given to graders. Follows from occurrence and grade and can be made again
-- at any time; nothing in it is evidence.
create table work_item (
    case_id  bigint not null,
    sha256   bytea not null,
    position bigint not null,
    near     boolean not null,
    first    boolean not null,
    series   text,
    exhibit  text not null,
    folder   text not null,
    decided  boolean not null,
    graded   boolean not null,
    primary key (case_id, sha256)
);

-- work_item_next: the next page is the start of this index, whatever the size of the case.
create index work_item_next on work_item (case_id, position) where not decided and not graded;
