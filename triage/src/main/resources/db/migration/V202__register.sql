-- Owner: org.curlew.triage.register

-- Every entry of the register is versions of one record: an edit adds a version with author and reason and closes the
-- one before, so that any past instant is [recorded_at, superseded_at). The body is the entry as written; the columns
-- beside it are what entries are looked up by.
create sequence register_entry_id;

create table register_version (
    entry_id      bigint not null,
    version       int not null,
    kind          text not null,
    reference     text,
    case_id       bigint references case_file,
    person_id     bigint,
    child_id      bigint,
    exhibit_id    bigint references exhibit,
    created_at    timestamptz not null,
    recorded_at   timestamptz not null,
    superseded_at timestamptz,
    author        text not null,
    reason        text not null,
    withdrawn     boolean not null default false,
    body          jsonb not null,
    primary key (entry_id, version)
);

-- One open version an entry, and one open entry a reference.
create unique index register_open on register_version (entry_id) where superseded_at is null;
create unique index register_reference on register_version (kind, reference)
    where superseded_at is null and reference is not null and not withdrawn;
-- Two release statuses of one suspect at one instant cannot both hold.
create unique index register_release_instant on register_version (person_id, (body ->> 'at'))
    where kind = 'ReleaseStatus' and superseded_at is null and not withdrawn;
create index register_case on register_version (case_id, kind) where superseded_at is null;
create index register_person on register_version (person_id, kind) where superseded_at is null;
create index register_child on register_version (child_id, kind) where superseded_at is null;
create index register_exhibit on register_version (exhibit_id, kind) where superseded_at is null;
create index register_kind on register_version (kind) where superseded_at is null;
