-- Owner: org.curlew.storage.retention

-- What is kept under a rule: one row a class and exhibit (extracted data) or case (record, contribution).
create table retention_item (
    id                bigint generated always as identity primary key,
    class             text not null,
    case_id           bigint not null,
    case_reference    text not null,
    exhibit_id        bigint,
    exhibit_reference text,
    kept_since        timestamptz not null default now(),
    state             text not null default 'KEPT', -- KEPT or DISPOSED
    unique nulls not distinct (class, case_id, exhibit_id)
);

-- an exhibit's items, to know whether a media is still wanted for another exhibit
create index retention_item_exhibit on retention_item (exhibit_id, class);

-- Only added to; the newest row of a case is its outcome, found through case_outcome_case.
create table case_outcome (
    id             bigint generated always as identity primary key,
    case_id        bigint not null,
    outcome        text not null,
    decided_on     date,
    released_on    date,
    appeal_pending boolean not null,
    note           text not null,
    actor          text not null,
    at             timestamptz not null default now()
);

create index case_outcome_case on case_outcome (case_id, id desc);

-- A hold on a whole case, or on one exhibit of it. It wins over every date.
create table legal_hold (
    id          bigint generated always as identity primary key,
    case_id     bigint not null,
    exhibit_id  bigint,
    reason      text not null,
    placed_by   text not null,
    placed_at   timestamptz not null default now(),
    lifted_by   text,
    lifted_at   timestamptz,
    lift_reason text
);

create index legal_hold_open on legal_hold (case_id) where lifted_at is null;

create table retention_review (
    id         bigint generated always as identity primary key,
    item_id    bigint not null references retention_item,
    reviewer   text not null,
    at         timestamptz not null default now(),
    keep_until date not null,
    reason     text not null
);

-- the last review of an item
create index retention_review_item on retention_review (item_id, id desc);

create table disposal (
    id              bigint generated always as identity primary key,
    item_id         bigint not null references retention_item,
    state           text not null default 'PROPOSED', -- PROPOSED, REFUSED, APPROVED, ERASED, DONE
    rule            text not null,
    rule_version    text not null,
    due_on          date not null,
    reason          text not null,
    proposed_by     text not null,
    proposed_at     timestamptz not null default now(),
    decided_by      text,
    decided_at      timestamptz,
    decision_reason text,
    erased_at       timestamptz,
    media           bigint not null default 0,
    bytes           bigint not null default 0,
    kept_for_others bigint not null default 0,
    waits_for       text,                             -- why it could not go on; tried again
    done_at         timestamptz,
    certificate     text,                             -- canonical JSON
    signature       bytea,                            -- CMS SignedData over it, detached, DER
    check (decided_by <> proposed_by)
);

-- one open disposal an item
create unique index disposal_open on disposal (item_id) where state in ('PROPOSED', 'APPROVED', 'ERASED');

-- Digests of what was erased stay for good.
create table disposal_content (
    disposal_id bigint not null references disposal,
    sha256      bytea not null,
    bytes       bigint not null,
    primary key (disposal_id, sha256)
);

-- "was this media disposed of, and when?"
create index disposal_content_sha256 on disposal_content (sha256);

-- What became of the thing itself. Only added to; the newest row of an exhibit is where it stands.
create table exhibit_property (
    id         bigint generated always as identity primary key,
    exhibit_id bigint not null,
    event      text not null,
    on_date    date not null,
    party      text not null, -- to whom it was returned or whom the notice was served on; empty where nobody
    note       text not null,
    actor      text not null,
    at         timestamptz not null default now()
);

create index exhibit_property_exhibit on exhibit_property (exhibit_id, id desc);
