-- Owner: org.curlew.grading.attributes

-- What is known of a content beside its grade, and who said so. Added, never altered: the last row of a name counts; comments all do.
create table media_attribute (
    id      bigint generated always as identity primary key,
    case_id bigint not null references case_file,
    sha256  bytea not null references content,
    name    text not null,
    value   text not null,
    basis   text not null default '',
    author  text not null,
    at      timestamptz not null default now()
);

-- media_attribute_last: the last word on each name of a content.
create index media_attribute_last on media_attribute (case_id, sha256, name, id desc);

-- A graded part of a video, in milliseconds from its start. A part is taken back by a row that names it.
create table video_segment (
    id             bigint generated always as identity primary key,
    case_id        bigint not null references case_file,
    sha256         bytea not null references content,
    scheme         text not null,
    scheme_version integer not null,
    code           text not null,
    number         smallint not null,
    start_ms       bigint not null check (start_ms >= 0),
    end_ms         bigint not null check (end_ms > start_ms),
    grader         text not null,
    at             timestamptz not null default now()
);

-- video_segment_content: the parts of a video, in its order.
create index video_segment_content on video_segment (case_id, sha256, start_ms);

create table video_segment_withdrawal (
    segment_id bigint primary key references video_segment,
    author     text not null,
    at         timestamptz not null default now(),
    reason     text not null check (reason <> '')
);

create trigger media_attribute_append_only before update or delete on media_attribute
    for each row execute function grading_refuse_change();
create trigger video_segment_append_only before update or delete on video_segment
    for each row execute function grading_refuse_change();
create trigger video_segment_withdrawal_append_only before update or delete on video_segment_withdrawal
    for each row execute function grading_refuse_change();
