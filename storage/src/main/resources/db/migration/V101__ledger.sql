-- Owner: org.curlew.storage.ledger

-- An act, written in the act's own transaction. It stays here until the chainer has moved it into ledger_entry.
create table ledger_pending (
    id       bigint generated always as identity primary key,
    at       timestamptz not null default clock_timestamp(),
    actor    text not null,
    kind     text not null,
    act      text not null,
    subjects text[] not null,
    details  text not null -- canonical JSON (RFC 8785), an object
);

-- The chain. Numbers start at 1 and have no gap; hash is SHA-256 over the entry's canonical JSON, previous included.
create table ledger_entry (
    number   bigint primary key,
    at       timestamptz not null,
    actor    text not null,
    kind     text not null,
    act      text not null,
    subjects text[] not null,
    details  text not null,
    previous bytea not null,
    hash     bytea not null
);

-- an exhibit's chronology: ledger_entry_subjects; a person's accesses: ledger_entry_actor
create index ledger_entry_subjects on ledger_entry using gin (subjects);
create index ledger_entry_actor on ledger_entry (actor, number);

-- The chain only grows: a mistake in the product cannot change it. (Who owns the database can; the signature shows it.)
create function ledger_only_grows() returns trigger language plpgsql as $$
begin
    raise exception 'the ledger is append-only: % of % is refused', tg_op, tg_table_name;
end
$$;

create trigger ledger_entry_only_grows before update or delete or truncate on ledger_entry
    for each statement execute function ledger_only_grows();

create table ledger_checkpoint (
    number      bigint primary key,
    body        text not null,  -- canonical JSON: what is signed
    signature   bytea not null, -- CMS SignedData over body, detached, DER
    token       bytea           -- RFC 3161 time-stamp token over the signature, DER; null without a TSA
);

create trigger ledger_checkpoint_only_grows before update or delete or truncate on ledger_checkpoint
    for each statement execute function ledger_only_grows();
