-- Owner: org.curlew.grading.media

-- One row a distinct picture or video, whatever the number of exhibits it was found on.
create table content (
    sha256        bytea primary key check (octet_length(sha256) = 32),
    md5           bytea not null check (octet_length(md5) = 16),
    sha1          bytea not null check (octet_length(sha1) = 20),
    size          bigint not null check (size >= 0),
    mime          text not null,
    camera_make   text not null default '',
    camera_model  text not null default '',
    camera_serial text not null default '',
    camera_taken  text not null default '',
    pdq           bytea check (octet_length(pdq) = 32),
    pdq_quality   smallint,
    first_seen    timestamptz not null default now()
);

-- content_md5: receipts and other tools' files name media by MD5 alone. Not unique: MD5 can be made to collide.
create index content_md5 on content (md5);

-- One row a place where it was found. No surrogate key and no unique path: a damaged file system can list one name twice,
-- and both rows are evidence. Times are ISO 8601 UTC in the file system's own precision, hence text.
create table occurrence (
    exhibit_id         bigint not null references exhibit,
    sha256             bytea not null references content,
    volume             integer not null,
    path               text not null,
    container          text not null default '',
    created            text not null default '',
    modified           text not null default '',
    accessed           text not null default '',
    changed            text not null default '',
    allocated          boolean not null,
    deleted            boolean not null,
    orphan             boolean not null,
    match_set          text,
    match_version      text,
    match_role         text,
    match_scheme       text,
    match_category     integer,
    match_kind         text,
    victim_identified  boolean,
    offender_identified boolean,
    distributed        boolean,
    series             text
);

-- occurrence_exhibit: all media of an exhibit, for export, work lists and replacement.
create index occurrence_exhibit on occurrence (exhibit_id, sha256);
-- occurrence_content: every exhibit on which one picture lies.
create index occurrence_content on occurrence (sha256);
