-- Owner: org.curlew.pipeline.devices

-- One image of an exhibit given to the machine. A second image, or a second run, is a new row: nothing is overwritten.
create table acquisition (
    id                bigint generated always as identity primary key,
    exhibit_id        bigint not null references exhibit,
    parts             text[] not null,
    fingerprint       text not null,
    expected_md5      text,
    expected_sha1     text,
    expected_sha256   text,
    hash_set_versions bigint[] not null default '{}',
    out_folder        text,
    created_at        timestamptz not null default now(),
    format            text,
    segments          int,
    bytes             bigint,
    stored_md5        text,
    stored_sha1       text,
    facts             jsonb not null default '{}',
    md5               text,
    sha1              text,
    sha256            text,
    verification      text,
    triage_outcome    text,
    triage_reason     text,
    dispatched_at     timestamptz,
    not_before        timestamptz,
    finished_at       timestamptz
);

-- Finds an unfinished acquisition of the same files, to be resumed.
create index acquisition_open on acquisition (exhibit_id, fingerprint) where finished_at is null;

-- One row a stage and acquisition; a stage that is DONE is never done again.
create table stage_run (
    acquisition_id bigint not null references acquisition,
    stage          text not null,
    state          text not null,
    attempts       int not null default 1,
    started_at     timestamptz not null default now(),
    finished_at    timestamptz,
    seconds        double precision,
    bytes          bigint not null default 0,
    files          bigint not null default 0,
    reason         text not null default '',
    primary key (acquisition_id, stage)
);

create table volume (
    acquisition_id bigint not null references acquisition,
    index          int not null,
    byte_offset    bigint not null,
    bytes          bigint not null,
    file_system    text not null,
    label          text not null,
    status         text not null,
    reason         text not null,
    primary key (acquisition_id, index)
);

create table segment (
    acquisition_id bigint not null references acquisition,
    number         int not null,
    volume         int not null,
    from_address   bigint not null,
    to_address     bigint not null,
    state          text not null default 'WAITING',
    primary key (acquisition_id, number)
);

-- Every file found. Bulk-loaded a segment at a time; the primary key serves the loading, the ordered reading for files.csv
-- sorts once. path_bytes is kept where a name is not valid UTF-8.
create table file_record (
    acquisition_id bigint not null,
    segment        int not null,
    ordinal        bigint not null,
    volume         int not null,
    path           text not null collate "C",
    path_bytes     bytea,
    size           bigint not null,
    allocated      boolean not null,
    deleted        boolean not null,
    orphan         boolean not null,
    container      text not null collate "C",
    mime           text not null,
    created        text not null,
    modified       text not null,
    accessed       text not null,
    changed        text not null,
    md5            bytea,
    sha1           bytea,
    sha256         bytea,
    status         text not null,
    reason         text not null,
    address        bigint not null,
    attribute_type int not null,
    attribute_id   int not null,
    inner_path     text not null,
    camera_make    text,
    camera_model   text,
    camera_serial  text,
    camera_taken   text,
    primary key (acquisition_id, segment, ordinal)
);

-- Every hit of every set, one row a file and set version.
create table file_hit (
    acquisition_id  bigint not null,
    segment         int not null,
    ordinal         bigint not null,
    rank            int not null,
    set_version_id  bigint not null,
    set_name        text not null,
    role            text not null,
    scheme          text,
    set_version     text not null,
    category        int,
    kind            text not null,
    victim_identified   boolean,
    offender_identified boolean,
    distributed         boolean,
    series              text not null default '',
    distance            int not null default 0,
    primary key (acquisition_id, segment, ordinal, rank)
);

-- What was not looked at, and why. segment -1: of the device, not of a segment.
create table gap (
    acquisition_id bigint not null references acquisition,
    segment        int not null,
    ordinal        int not null,
    kind           text not null,
    path           text not null,
    byte_offset    bigint not null,
    length         bigint not null,
    reason         text not null,
    primary key (acquisition_id, segment, ordinal)
);
