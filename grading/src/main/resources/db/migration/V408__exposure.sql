-- Owner: org.curlew.grading.exposure

-- What a grader looked at and for how long. Added, never altered. One row a screenful or an act on one media; seconds are those since
-- the row before in the same spell. A spell ends with a break.
create table exposure_event (
    id         bigint generated always as identity primary key,
    grader     text not null,
    case_id    bigint not null references case_file,
    session_id bigint references grading_session,
    at         timestamptz not null,
    spell_at   timestamptz not null,
    seconds    integer not null check (seconds >= 0),
    act        text not null check (act in ('SHOWN', 'ENLARGED', 'COLOURED', 'SHARPENED', 'HEARD', 'PLAYED')),
    items      bytea[] not null,
    pixels     integer not null check (pixels > 0)
);

-- exposure_event_last: a grader's last row, and those of a day.
create index exposure_event_last on exposure_event (grader, at desc, id desc);

-- A supervisor lets somebody look on, with a reason, until a time.
create table exposure_override (
    id         bigint generated always as identity primary key,
    grader     text not null,
    given_by   text not null,
    at         timestamptz not null,
    until      timestamptz not null,
    reason     text not null check (reason <> '')
);

create index exposure_override_grader on exposure_override (grader, until desc);

-- Welfare appointments that were kept, and the day somebody began to grade.
create table grader_welfare (
    id       bigint generated always as identity primary key,
    grader   text not null,
    kind     text not null check (kind in ('STARTED', 'KEPT', 'LEFT')),
    at       timestamptz not null,
    entered_by text not null
);

create index grader_welfare_grader on grader_welfare (grader, at desc);

-- Who is to grade a case.
create table grading_allocation (
    id       bigint generated always as identity primary key,
    case_id  bigint not null references case_file,
    grader   text not null,
    given_by text not null,
    at       timestamptz not null,
    why      text not null
);

create index grading_allocation_case on grading_allocation (case_id, id desc);

create trigger exposure_event_append_only before update or delete on exposure_event
    for each row execute function grading_refuse_change();
create trigger exposure_override_append_only before update or delete on exposure_override
    for each row execute function grading_refuse_change();
create trigger grader_welfare_append_only before update or delete on grader_welfare
    for each row execute function grading_refuse_change();
create trigger grading_allocation_append_only before update or delete on grading_allocation
    for each row execute function grading_refuse_change();
