-- Owner: org.curlew.triage.obligations

-- What happened outside the register and meets, starts or ends an obligation: reviews closed, papers served, packs issued.
create table reported_happening (
    id         bigint generated always as identity primary key,
    type       text not null,
    subject    text not null,
    at         timestamptz not null,
    case_id    bigint references case_file,
    person_id  bigint,
    actor      text not null,
    attributes jsonb not null,
    unique (type, subject, at)
);

-- One row an obligation; rule, subject and the start of its period are its identity, so that computing it again on any
-- node changes nothing. Open ones are found through obligation_open.
create table obligation (
    id           bigint generated always as identity primary key,
    rule_id      text not null,
    subject      text not null,
    period       timestamptz not null,
    rule_version text not null,
    case_id      bigint references case_file,
    person_id    bigint,
    child_id     bigint,
    exhibit_id   bigint references exhibit,
    band         text,
    level        text,
    what         text not null,
    due          timestamptz not null,
    state        text not null,
    met_at       timestamptz,
    unique (rule_id, subject, period)
);

create index obligation_open on obligation (rule_id, due) where state = 'OPEN';
create index obligation_case on obligation (case_id, rule_id, due);
create index obligation_person on obligation (person_id) where state = 'OPEN';

-- A step is raised once, whatever number of nodes sees it.
create table escalation (
    obligation_id bigint not null references obligation,
    step          text not null,
    level         text not null,
    fell_at       timestamptz not null,
    raised_at     timestamptz not null,
    primary key (obligation_id, step)
);

create table notification (
    id              bigint generated always as identity primary key,
    recipient       text not null,
    level           text not null,
    obligation_id   bigint references obligation,
    text            text not null,
    at              timestamptz not null,
    mailed_at       timestamptz,
    acknowledged_at timestamptz,
    acknowledged_by text
);

create index notification_open on notification (recipient, id) where acknowledged_at is null;
create index notification_unmailed on notification (recipient, id) where mailed_at is null;

-- Every run of the clocks; a run that finds a later one behind it stops, since a clock that goes back un-does nothing.
create table clock_run (
    at         timestamptz primary key,
    found      int not null,
    raised     int not null
);
