-- Owner: org.curlew.pipeline.retro
-- One row a set version whose new and re-graded entries were, or are being, compared with the exhibits of before. A version in use
-- without a finished row is work that waits; a restart takes it up.
create table retro_match (
    version_id  bigint primary key references hash_set_version,
    before_id   bigint references hash_set_version,
    changed     bigint not null default 0,
    exhibits    int not null default 0,
    files       bigint not null default 0,
    started_at  timestamptz not null default now(),
    finished_at timestamptz
);

-- A content of an exhibit of before that a later version holds. Never changed: the exhibit's own hits say what holds today.
create table retro_hit (
    version_id     bigint not null references hash_set_version,
    acquisition_id bigint not null,
    sha256         bytea not null,
    category       int,
    kind           text not null,
    places         int not null,
    found_at       timestamptz not null default now(),
    primary key (version_id, acquisition_id, sha256)
);
