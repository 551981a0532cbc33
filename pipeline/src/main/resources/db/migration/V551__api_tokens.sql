-- Owner: org.curlew.pipeline.security

-- A token by which a person's scripts call the API. The secret itself is never stored, only its digest: 256 random bits need no salt.
create table api_token (
    id         bigint generated always as identity primary key,
    user_id    bigint not null references app_user,
    name       text not null,
    -- api_token_digest_key: the look-up of every call
    digest     bytea not null unique check (octet_length(digest) = 32),
    scopes     text[] not null,
    created_at timestamptz not null,
    expires_at timestamptz not null check (expires_at > created_at),
    used_at    timestamptz,
    revoked_at timestamptz
);

-- api_token_user: a person's own list, and the ending of all of a person's tokens.
create index api_token_user on api_token (user_id, id desc);

-- Owner: org.curlew.pipeline.rest

-- What a creation with an Idempotency-Key answered, so that the same request sent again creates nothing and gets the same answer.
create table api_creation (
    user_id  bigint not null references app_user,
    key      text not null,
    request  bytea not null check (octet_length(request) = 32),
    at       timestamptz not null,
    status   int,
    location text,
    etag     text,
    body     text,
    primary key (user_id, key)
);

-- api_creation_at: answers are kept for a day.
create index api_creation_at on api_creation (at);
