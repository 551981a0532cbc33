-- Owner: org.curlew.triage.register

-- The state each exhibit is in now: the last row of exhibit_state, kept by the database in the transaction that adds it, so that a
-- page about those in one state reads only them (exhibit_now_state) and no writer can forget it. An exhibit without any state has none.
create table exhibit_now (
    exhibit_id bigint primary key references exhibit,
    state_id   bigint not null,
    state      text not null,
    at         timestamptz not null,
    reason     text not null
);

create index exhibit_now_state on exhibit_now (state, at);

-- Two writers may commit in another order than their numbers: the higher number stays.
create function keep_exhibit_now() returns trigger language plpgsql as $$
begin
    insert into exhibit_now (exhibit_id, state_id, state, at, reason)
    select distinct on (exhibit_id) exhibit_id, id, state, at, reason from changed order by exhibit_id, id desc
    on conflict (exhibit_id) do update
        set state_id = excluded.state_id, state = excluded.state, at = excluded.at, reason = excluded.reason
        where exhibit_now.state_id < excluded.state_id;
    return null;
end $$;

create trigger exhibit_now_kept after insert on exhibit_state
    referencing new table as changed for each statement execute function keep_exhibit_now();

insert into exhibit_now (exhibit_id, state_id, state, at, reason)
select distinct on (exhibit_id) exhibit_id, id, state, at, reason from exhibit_state order by exhibit_id, id desc;
