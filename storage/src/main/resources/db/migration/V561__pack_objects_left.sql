-- Owner: org.curlew.storage.packs

-- Objects of packs whose row is gone and that may still lie in the store: the object could not be deleted, or the process ended in
-- between. An erasure is not complete while there are any. A row goes when its object has gone.
create table pack_object_left (
    object_key text primary key,
    bytes      bigint not null,
    since      timestamptz not null default now()
);
