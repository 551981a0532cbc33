-- Owner: org.curlew.triage.reviews

create table review (
    id           bigint generated always as identity primary key,
    case_id      bigint not null references case_file,
    reviewer     text not null,
    rule_version text not null,
    started_at   timestamptz not null,
    closed_at    timestamptz,
    answers      jsonb not null,
    decision     text,
    actions      jsonb not null,
    next_due     timestamptz,
    quality_flag text
);

-- One review of a case at a time; the last closed one is read beside the new one.
create unique index review_open on review (case_id) where closed_at is null;
create index review_case on review (case_id, closed_at desc);

-- Slots a supervisor has for reviews, for each working day of a period.
create table reviewer_slots (
    id         bigint generated always as identity primary key,
    reviewer   text not null,
    from_day   date not null,
    to_day     date not null,
    per_day    numeric not null check (per_day >= 0),
    recorded_by text not null
);

create table review_audit (
    id         bigint generated always as identity primary key,
    review_id  bigint not null references review,
    sample     text not null,
    drawn_at   timestamptz not null,
    grade      text,
    findings   text,
    auditor    text,
    graded_at  timestamptz,
    unique (review_id, sample)
);

create table recommendation (
    id        bigint generated always as identity primary key,
    text      text not null,
    source    text not null,
    due       date not null,
    measure   text not null,
    owner     text not null,
    evidence  text not null default '',
    closed_at timestamptz
);
