-- Owner: org.curlew.grading.caid

-- A release is asked for by one person and decided by another; contents is the SHA-256 over what would go, so that a release of
-- something else than was asked for cannot happen.
create table caid_release (
    id             bigint generated always as identity primary key,
    case_id        bigint not null references case_file,
    scheme         text not null,
    scheme_version integer not null,
    profile        text not null,
    contents       text not null,
    media          bigint not null,
    requested_by   text not null,
    requested_at   timestamptz not null default now()
);

create table caid_release_decision (
    release_id bigint primary key references caid_release,
    approved   boolean not null,
    decided_by text not null,
    decided_at timestamptz not null default now(),
    reason     text not null
);

create table caid_bundle (
    id         bigint generated always as identity primary key,
    release_id bigint not null references caid_release,
    name       text not null,
    sums       text not null,
    media      bigint not null,
    made_by    text not null,
    made_at    timestamptz not null default now()
);

-- What became of each content on its way to CAID: today's state is the last row, found through caid_upload_last.
create table caid_upload (
    id        bigint generated always as identity primary key,
    case_id   bigint not null references case_file,
    sha256    bytea not null references content,
    state     text not null check (state in ('IN_BUNDLE', 'SENT', 'RECEIVED', 'REJECTED')),
    bundle_id bigint not null references caid_bundle,
    at        timestamptz not null default now(),
    actor     text not null,
    reason    text not null default ''
);

create index caid_upload_last on caid_upload (case_id, sha256, id desc);
-- caid_upload_bundle: what a receipt or a rejection of a bundle concerns.
create index caid_upload_bundle on caid_upload (bundle_id, sha256);

create trigger caid_release_append_only before update or delete on caid_release
    for each row execute function grading_refuse_change();
create trigger caid_release_decision_append_only before update or delete on caid_release_decision
    for each row execute function grading_refuse_change();
create trigger caid_bundle_append_only before update or delete on caid_bundle
    for each row execute function grading_refuse_change();
create trigger caid_upload_append_only before update or delete on caid_upload
    for each row execute function grading_refuse_change();
