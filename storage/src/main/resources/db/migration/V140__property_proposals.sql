-- Owner: org.curlew.storage.retention

-- Acts on the exhibit itself that take two people: one says it, another confirms it. The rules say which acts these are.
create table exhibit_property_proposal (
    id              bigint generated always as identity primary key,
    exhibit_id      bigint not null,
    event           text not null,
    on_date         date not null,
    reason          text not null,
    proposed_by     text not null,
    proposed_at     timestamptz not null default now(),
    state           text not null default 'PROPOSED', -- PROPOSED, REFUSED, CONFIRMED
    decided_by      text,
    decided_at      timestamptz,
    decision_reason text,
    check (decided_by <> proposed_by)
);

-- one open proposal an exhibit, and the list of what waits for a second person
create unique index exhibit_property_proposal_open on exhibit_property_proposal (exhibit_id) where state = 'PROPOSED';
