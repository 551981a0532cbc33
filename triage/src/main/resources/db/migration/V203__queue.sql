-- Owner: org.curlew.triage.queue

-- What the machine found; the last row of an exhibit counts (triage_outcome_last).
create table triage_outcome (
    id           bigint generated always as identity primary key,
    exhibit_id   bigint not null references exhibit,
    at           timestamptz not null,
    actor        text not null,
    outcome      jsonb not null
);

create index triage_outcome_last on triage_outcome (exhibit_id, id desc);

-- Every rank ever given, with its rule version and inputs, added and never touched again. The last row of an exhibit
-- counts, today's and any past instant's: exhibit_rank_last.
create table exhibit_rank (
    id            bigint generated always as identity primary key,
    exhibit_id    bigint not null references exhibit,
    at            timestamptz not null,
    rule_version  text not null,
    band          text not null,
    band_since    timestamptz not null,
    points        int not null,
    facts         text not null,
    gate          text not null,
    light         text not null,
    due_at        timestamptz,
    -- json, not jsonb: written often, read whole and seldom
    rank          json not null,
    inputs        json not null,
    cause         text not null,
    actor         text not null
);

create index exhibit_rank_last on exhibit_rank (exhibit_id, id desc);

create table queue_override (
    id            bigint generated always as identity primary key,
    exhibit_id    bigint not null references exhibit,
    band          text not null,
    reason        text not null,
    approver      text not null,
    approver_rank text not null,
    second_person text,
    downgrade     boolean not null,
    from_band     text not null,
    at            timestamptz not null,
    until         timestamptz not null,
    ended_at      timestamptz
);

create index queue_override_current on queue_override (exhibit_id, id desc);

-- What must be ranked again, and why; handled rows stay as the record of the triggers.
create table queue_trigger (
    id         bigint generated always as identity primary key,
    case_id    bigint not null references case_file,
    cause      text not null,
    at         timestamptz not null,
    handled_at timestamptz
);

create index queue_trigger_open on queue_trigger (id) where handled_at is null;

-- Rule files that have been in force; the last row of a kind is the one in force.
create table rule_file (
    id        bigint generated always as identity primary key,
    kind      text not null,
    version   text not null,
    body      text not null,
    loaded_at timestamptz not null,
    loaded_by text not null,
    unique (kind, version)
);
