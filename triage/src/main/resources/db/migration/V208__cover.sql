-- Owner: org.curlew.triage.reviews

-- A request to do reviews that have no slot, and what the asked person said.
create table review_cover (
    id          bigint generated always as identity primary key,
    deputy      text not null,
    from_day    date not null,
    to_day      date not null,
    per_day     numeric not null check (per_day > 0),
    reason      text not null,
    asked_by    text not null,
    asked_at    timestamptz not null,
    answered_at timestamptz,
    accepted    boolean,
    answer      text,
    check ((answered_at is null) = (accepted is null))
);

-- The page of the asked person finds what waits for an answer through this.
create index review_cover_open on review_cover (deputy) where answered_at is null;

-- Who reviews a case instead of its supervisor. A reassignment is an act and lasts in the register's case details; a deputy
-- stands until the review is signed, the day is over or someone ends it.
create table review_assignment (
    id         bigint generated always as identity primary key,
    case_id    bigint not null references case_file,
    kind       text not null check (kind in ('REASSIGNED', 'DEPUTISED')),
    reviewer   text not null,
    instead_of text,
    cover_id   bigint references review_cover,
    until_day  date,
    reason     text not null,
    made_by    text not null,
    made_at    timestamptz not null,
    ended_at   timestamptz,
    end_reason text,
    check ((kind = 'DEPUTISED') = (until_day is not null))
);

create unique index review_assignment_deputy on review_assignment (case_id) where kind = 'DEPUTISED' and ended_at is null;
create index review_assignment_case on review_assignment (case_id, id);

-- A review done by a deputy says for whom.
alter table review add column instead_of text;
