-- Owner: org.curlew.storage.capacity

create table pool (
    name     text primary key,
    kind     text not null,           -- HOT_SHARE, OBJECT_STORE, COLD, WORKING_SPACE
    location text not null,           -- a folder that can be measured, or an address for people
    capacity bigint,                  -- bytes we may fill; null: all that the file system has
    check (capacity >= 0)
);

-- One row a measurement; the last one, and the daily history, are found through pool_measure_at.
create table pool_measure (
    id       bigint generated always as identity primary key,
    pool     text not null references pool,
    at       timestamptz not null,
    used     bigint not null,         -- bytes that cannot be given out: everybody's, not only ours
    capacity bigint not null
);

create index pool_measure_at on pool_measure (pool, at desc);

create table pool_reservation (
    id          bigint generated always as identity primary key,
    pool        text not null references pool,
    exhibit_id  bigint not null,
    purpose     text not null,
    bytes       bigint not null check (bytes >= 0),
    written     bigint not null default 0 check (written >= 0),
    counted     bigint not null default 0,                      -- of written, what the last measurement has seen
    state       text not null default 'HELD',                   -- HELD or RELEASED
    reserved_at timestamptz not null default now(),
    ended_at    timestamptz,
    reason      text
);

-- an exhibit holds one reservation a purpose: asking again after a crash finds it; also sums what a pool has given out
create unique index pool_reservation_held on pool_reservation (pool, exhibit_id, purpose) where state = 'HELD';

-- What past devices needed, for the estimate of the next; found by device_need_kind.
create table device_need (
    id           bigint generated always as identity primary key,
    kind         text not null,       -- phone, laptop, usb-stick...
    purpose      text not null,
    device_bytes bigint not null check (device_bytes > 0),
    estimated    bigint not null,
    needed       bigint not null,
    at           timestamptz not null default now()
);

create index device_need_kind on device_need (kind, purpose, id desc);
