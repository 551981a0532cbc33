-- Owner: org.curlew.grading.proportionate

-- A proposal to leave the rest of a case ungraded. The sample follows from the numbers kept here: the population in the order of
-- SHA-256 over seed and content, the first so many; anybody can draw it again.
create table proportionate_stop (
    id            bigint generated always as identity primary key,
    case_id       bigint not null references case_file,
    scheme        text not null,
    policy        text not null,
    rules_version text not null,
    confidence    double precision not null check (confidence > 0 and confidence < 1),
    tolerated     double precision not null check (tolerated > 0 and tolerated < 1),
    population    bigint not null,
    seed          bigint not null,
    size          integer not null,
    statement     text not null,
    approver_role text not null,
    proposed_by   text not null,
    proposed_at   timestamptz not null
);

-- proportionate_stop_case: a case's proposals.
create index proportionate_stop_case on proportionate_stop (case_id, id);

create table proportionate_item (
    stop_id  bigint not null references proportionate_stop,
    position integer not null,
    sha256   bytea not null references content,
    primary key (stop_id, position)
);

create table proportionate_decision (
    stop_id    bigint primary key references proportionate_stop,
    approved   boolean not null,
    decided_by text not null,
    decided_at timestamptz not null,
    reason     text not null check (reason <> ''),
    remainder  bigint not null
);

create trigger proportionate_stop_append_only before update or delete on proportionate_stop
    for each row execute function grading_refuse_change();
create trigger proportionate_item_append_only before update or delete on proportionate_item
    for each row execute function grading_refuse_change();
create trigger proportionate_decision_append_only before update or delete on proportionate_decision
    for each row execute function grading_refuse_change();
