-- Owner: org.curlew.storage.packs

create table pack (
    id          uuid primary key,
    object_key  text not null unique,
    bytes       bigint not null,
    sha256      bytea not null,           -- of the object
    wrapped_key bytea not null,           -- the pack's AES-256 key under the force's key (RFC 3394)
    key_id      text not null,            -- which of the force's keys
    sealed_at   timestamptz not null default now()
);

-- rotation finds packs of an old key through pack_key_id
create index pack_key_id on pack (key_id);

-- A media is stored once, whoever finds it, however often.
create table pack_item (
    sha256        bytea primary key,
    pack_id       uuid not null references pack,
    start         bigint not null,        -- bytes into the object
    length        bigint not null,        -- bytes of the media
    stored_length bigint not null         -- bytes in the object
);

-- the check and the compaction go through a pack's items by pack_item_pack
create index pack_item_pack on pack_item (pack_id, start);
