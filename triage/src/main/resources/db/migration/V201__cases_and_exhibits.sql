-- Owner: org.curlew.triage.register

create table case_file (
    id         bigint generated always as identity primary key,
    reference  text not null unique,
    created_at timestamptz not null default now(),
    created_by text not null
);

create table exhibit (
    id         bigint generated always as identity primary key,
    case_id    bigint not null references case_file,
    reference  text not null,
    created_at timestamptz not null default now(),
    created_by text not null,
    unique (case_id, reference)
);

-- A state change is a row; today's state is the last row of an exhibit, found through exhibit_state_last.
create table exhibit_state (
    id         bigint generated always as identity primary key,
    exhibit_id bigint not null references exhibit,
    state      text not null,
    at         timestamptz not null default now(),
    actor      text not null,
    reason     text not null
);

create index exhibit_state_last on exhibit_state (exhibit_id, id desc);
