-- Owner: org.curlew.triage.hashsets

create table hash_set (
    id         bigint generated always as identity primary key,
    name       text not null unique,
    created_at timestamptz not null default now()
);

-- Every import is a version; the digests themselves lie in files named by the version's id.
-- The version in use is the highest COMPLETE one of its set, found through hash_set_version_last.
create table hash_set_version (
    id             bigint generated always as identity primary key,
    set_id         bigint not null references hash_set,
    number         int not null,
    role           text not null check (role in ('ILLEGAL', 'INTELLIGENCE', 'KNOWN_GOOD')),
    scheme         text not null,
    scheme_version int not null,
    importer       text not null,
    imported_at    timestamptz not null default now(),
    state          text not null check (state in ('IMPORTING', 'HELD', 'COMPLETE', 'INCOMPLETE', 'RETIRED')),
    reason         text,
    entries        bigint not null default 0,
    rejected       bigint not null default 0,
    conflicts      bigint not null default 0,
    decided_by     text,
    decided_at     timestamptz
);

create unique index hash_set_version_last on hash_set_version (set_id, number desc);

create table hash_set_file (
    version_id bigint not null references hash_set_version,
    ordinal    int not null,
    name       text not null,
    bytes      bigint not null,
    sha256     text not null,
    format     text not null,
    entries    bigint not null,
    rejected   bigint not null,
    primary key (version_id, ordinal)
);

-- The first rows that could not be used; hash_set_file.rejected has the full count.
create table hash_set_rejected (
    id         bigint generated always as identity primary key,
    version_id bigint not null references hash_set_version,
    file       text not null,
    place      text not null,
    reason     text not null,
    content    text
);

create index hash_set_rejected_version on hash_set_rejected (version_id, id);

-- Digests to which one version gives several categories; all of them are answered.
create table hash_set_conflict (
    version_id bigint not null references hash_set_version,
    kind       text not null,
    digest     text not null,
    categories int[] not null,
    primary key (version_id, kind, digest)
);
