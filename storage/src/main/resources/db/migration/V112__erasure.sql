-- Owner: org.curlew.storage.packs

-- One row an erasure. A writer that began before the newest one repeats its stage: what it was told is stored may be gone.
create table pack_erasure (
    id     bigint generated always as identity primary key,
    at     timestamptz not null default now(),
    reason text not null, -- the disposal it belongs to
    items  bigint not null,
    bytes  bigint not null -- of the media
);
