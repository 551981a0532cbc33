-- Owner: org.curlew.triage.hashsets

-- A vote whose grade was taken back: a further act, which leaves the vote where it is. From then on it counts for nothing.
create table force_vote_withdrawal (
    vote_id      bigint primary key references force_vote,
    withdrawn_at timestamptz not null
);

create function force_vote_refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% rows are evidence: % is refused, add a new row', tg_table_name, lower(tg_op)
        using errcode = 'integrity_constraint_violation';
end $$;

create trigger force_vote_withdrawal_append_only before update or delete on force_vote_withdrawal
    for each row execute function force_vote_refuse_change();
create trigger force_vote_withdrawal_no_truncate before truncate on force_vote_withdrawal
    for each statement execute function force_vote_refuse_change();

-- The votes that count. What was ever said reads force_vote itself.
create view force_vote_in_force as
    select v.* from force_vote v where not exists (select from force_vote_withdrawal w where w.vote_id = v.id);
