-- Owner: org.curlew.grading.sessions

create table grading_session (
    id         bigint generated always as identity primary key,
    case_id    bigint not null references case_file,
    grader     text not null,
    started_at timestamptz not null default now()
);

-- A session ends once; its end is a row of its own, so that a session is never altered.
create table grading_session_end (
    session_id bigint primary key references grading_session,
    ended_at   timestamptz not null default now(),
    reason     text not null
);

-- A grade is what one person said of one content in one case at one time. Never altered, never removed.
create table grade (
    id             bigint generated always as identity primary key,
    sha256         bytea not null references content,
    case_id        bigint not null references case_file,
    scheme         text not null,
    scheme_version integer not null,
    code           text not null,
    number         smallint not null,
    grader         text not null,
    at             timestamptz not null default now(),
    session_id     bigint references grading_session,
    basis          text not null,
    reason         text not null default ''
);

-- grade_current: the last grade of each grader for a content in a case.
create index grade_current on grade (case_id, sha256, scheme, grader, id desc);
-- grade_content: what other cases said of the same content.
create index grade_content on grade (sha256);

-- Open while graders' current grades differ. Only the closing columns are ever filled, once.
create table grade_conflict (
    id            bigint generated always as identity primary key,
    case_id       bigint not null references case_file,
    sha256        bytea not null references content,
    scheme        text not null,
    opened_at     timestamptz not null default now(),
    opened_by     bigint not null references grade,
    closed_at     timestamptz,
    closed_by     bigint references grade,
    outcome       text check (outcome in ('AGREED', 'ADJUDICATED')),
    check ((closed_at is null) = (closed_by is null) and (closed_at is null) = (outcome is null))
);

-- grade_conflict_open: at most one open conflict a content, and the adjudicator's list.
create unique index grade_conflict_open on grade_conflict (case_id, sha256, scheme) where closed_at is null;

create function grading_refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% rows are evidence: % is refused, add a new row with a reason', tg_table_name, lower(tg_op)
        using errcode = 'integrity_constraint_violation';
end $$;

create trigger grade_append_only before update or delete on grade
    for each row execute function grading_refuse_change();
create trigger grade_no_truncate before truncate on grade
    for each statement execute function grading_refuse_change();
create trigger grading_session_append_only before update or delete on grading_session
    for each row execute function grading_refuse_change();
create trigger grading_session_end_append_only before update or delete on grading_session_end
    for each row execute function grading_refuse_change();

create function grade_conflict_closes_once() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or old.closed_at is not null
       or (new.id, new.case_id, new.sha256, new.scheme, new.opened_at, new.opened_by)
          is distinct from (old.id, old.case_id, old.sha256, old.scheme, old.opened_at, old.opened_by) then
        raise exception 'grade_conflict rows are evidence: only the closing of an open one may be added'
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;

create trigger grade_conflict_evidence before update or delete on grade_conflict
    for each row execute function grade_conflict_closes_once();
