-- Owner: org.curlew.pipeline.near
-- Tables of devices and of media come later in the order of a fresh installation, hence no foreign keys to them.

-- Contents that an illegal set held exactly on some device: what others are compared with by likeness. known_media_content is the
-- one row a content; the identity tells whether the index over them is still the newest.
create table known_media (
    id       bigint generated always as identity primary key,
    sha256   bytea not null check (octet_length(sha256) = 32),
    md5      bytea not null,
    sha1     bytea not null,
    added_at timestamptz not null default now()
);

create unique index known_media_content on known_media (sha256);

-- The hashed frames of a video, in vPDQ's text form, or why there are none. sheet names the contact sheet in the media packs.
create table video_fingerprint (
    sha256   bytea primary key check (octet_length(sha256) = 32),
    status   text not null,
    reason   text not null,
    width    int not null,
    height   int not null,
    seconds  double precision not null,
    sampling text not null,
    frames   int not null,
    hashes   text not null,
    sheet    text,
    made_at  timestamptz not null default now()
);

-- What looks like something an illegal set or a watch list knows. A suggestion: category is what the set says of the entry that it
-- resembles, and is never carried over. The primary key finds the suggestions of a device.
create table near_match (
    acquisition_id bigint not null,
    sha256         bytea not null,
    set_version_id bigint not null,
    set_name       text not null,
    set_version    text not null,
    role           text not null,
    scheme         text not null,
    category       int,
    distance       int not null check (distance between 0 and 31),
    turn           text not null,
    known_pdq      bytea not null check (octet_length(known_pdq) = 32),
    known_content  bytea,
    frames_alike   int not null default 0,
    frames         int not null default 0,
    primary key (acquisition_id, sha256, set_version_id)
);
