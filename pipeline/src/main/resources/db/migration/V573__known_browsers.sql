-- A browser with which somebody has signed in before, by the digest of what its cookie says. Its wrong tries are counted for itself, so
-- that whoever tries an account's passwords from elsewhere locks strangers out of it and not its owner.
create table known_browser (
    user_id      bigint not null references app_user on delete cascade,
    digest       bytea not null check (length(digest) = 32),
    seen_at      timestamptz not null,
    failures     int not null default 0,
    locked_until timestamptz,
    primary key (user_id, digest)
);
