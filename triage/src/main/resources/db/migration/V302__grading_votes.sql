-- Owner: org.curlew.triage.hashsets
-- One row a vote, never changed: what a force's grader called a content, in which scheme. A force's latest vote on a content counts.
-- The digests of one content stand together; force_vote_content finds a content's votes.
create table force_vote (
    id             bigint generated always as identity primary key,
    sha256         bytea not null check (length(sha256) = 32),
    sha1           bytea check (length(sha1) = 20),
    md5            bytea check (length(md5) = 16),
    force          text not null,
    grader         text not null,
    scheme         text not null,
    scheme_version int not null,
    category       int not null,
    voted_at       timestamptz not null
);

create index force_vote_content on force_vote (sha256, scheme, force, voted_at desc, id desc);
