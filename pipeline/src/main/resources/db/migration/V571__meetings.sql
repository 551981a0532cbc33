-- Owner: org.curlew.pipeline.web.command

-- A fortnightly meeting with the figures it saw. Append-only.
create table meeting (
    id          bigint generated always as identity primary key,
    held_at     timestamptz not null,
    chair       text not null check (length(trim(chair)) > 0),
    note        text not null default '',
    figures     jsonb not null,
    recorded_by text not null
);

-- What a meeting asked for: carried to every later meeting until someone says what came of it. Open ones are few.
create table meeting_action (
    id         bigint generated always as identity primary key,
    meeting_id bigint references meeting,
    what       text not null check (length(trim(what)) > 0),
    owner      text not null check (length(trim(owner)) > 0),
    due        date not null,
    asked_at   timestamptz not null,
    asked_by   text not null,
    done_at    timestamptz,
    done_by    text,
    outcome    text,
    check ((done_at is null) = (outcome is null))
);
