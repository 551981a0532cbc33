-- Owner: org.curlew.triage.queue

create table examiner (
    name        text primary key check (length(trim(name)) > 0),
    skills      text[] not null,
    -- exhibits at once
    most        int not null check (most > 0),
    away_from   date,
    away_until  date check (away_until >= away_from),
    recorded_by text not null,
    recorded_at timestamptz not null
);

-- Who has an exhibit, and had it; a row is ended, never changed otherwise.
create table exhibit_allocation (
    id           bigint generated always as identity primary key,
    exhibit_id   bigint not null references exhibit,
    examiner     text not null references examiner,
    allocated_at timestamptz not null,
    allocated_by text not null,
    reason       text not null,
    ended_at     timestamptz,
    ended_by     text,
    end_reason   text
);

-- One examiner an exhibit; an examiner's load is counted through the second index.
create unique index exhibit_allocation_open on exhibit_allocation (exhibit_id) where ended_at is null;
create index exhibit_allocation_load on exhibit_allocation (examiner) where ended_at is null;
