-- Owner: org.curlew.pipeline.security

create table app_user (
    id                bigint generated always as identity primary key,
    name              text not null unique check (name ~ '^[a-z][a-z0-9._-]{1,39}$'),
    display_name      text not null,
    password_hash     text not null,
    must_change       boolean not null default true,
    -- sealed with the key of the data folder; null: no second factor
    second_factor     bytea,
    second_factor_step bigint not null default 0,
    failures          int not null default 0,
    locked_until      timestamptz,
    disabled_at       timestamptz,
    changed_at        timestamptz not null,
    created_at        timestamptz not null,
    created_by        text not null
);

create table app_user_role (
    user_id bigint not null references app_user,
    role    text not null,
    primary key (user_id, role)
);

-- The teams whose cases a user sees; '*' is every team of the force.
create table app_user_team (
    user_id bigint not null references app_user,
    team    text not null,
    primary key (user_id, team)
);

-- One row a signed-in browser. The token itself is never stored, only its digest.
create table app_session (
    id         bigint generated always as identity primary key,
    token      bytea not null unique check (octet_length(token) = 32),
    user_id    bigint not null references app_user,
    started_at timestamptz not null,
    seen_at    timestamptz not null,
    address    text not null,
    ended_at   timestamptz,
    end_reason text
);

-- A person's own list, and the ending of all of a person's sessions.
create index app_session_user on app_session (user_id, started_at desc);

-- Access to one case beside its team: granted, or broken open in an emergency.
create table case_access (
    id         bigint generated always as identity primary key,
    case_id    bigint not null references case_file,
    user_id    bigint not null references app_user,
    kind       text not null check (kind in ('GRANTED', 'EMERGENCY')),
    reason     text not null check (length(trim(reason)) > 0),
    given_by   text not null,
    given_at   timestamptz not null,
    until      timestamptz not null check (until > given_at),
    ended_at   timestamptz,
    seen_by    text,
    seen_at    timestamptz
);

-- What a user may see now.
create index case_access_user on case_access (user_id, case_id);
-- The auditor's list of emergencies that nobody has looked at.
create index case_access_unseen on case_access (id) where kind = 'EMERGENCY' and seen_at is null;

-- Who looked at which case, when; the access report.
create table case_view (
    id      bigint generated always as identity primary key,
    case_id bigint not null references case_file,
    user_id bigint not null references app_user,
    at      timestamptz not null,
    what    text not null
);

create index case_view_case on case_view (case_id, at desc);
create index case_view_user on case_view (user_id, at desc);

-- What an account did or had done to it: signing in, failures, locks, changes. Append-only.
create table account_event (
    id     bigint generated always as identity primary key,
    at     timestamptz not null,
    name   text not null,
    actor  text not null,
    what   text not null,
    detail text not null default ''
);

create index account_event_name on account_event (name, id desc);

create function account_event_refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% rows are a record: % is refused', tg_table_name, lower(tg_op)
        using errcode = 'integrity_constraint_violation';
end $$;

create trigger account_event_append_only before update or delete on account_event
    for each row execute function account_event_refuse_change();
create trigger case_view_append_only before update or delete on case_view
    for each row execute function account_event_refuse_change();
