-- Owner: org.curlew.grading.sessions

-- A grade that its grader took back: a further act, which leaves the grade where it is. From then on it counts for nobody.
create table grade_withdrawal (
    grade_id   bigint primary key references grade,
    grader     text not null,
    session_id bigint references grading_session,
    at         timestamptz not null default now(),
    reason     text not null check (reason <> '')
);

create trigger grade_withdrawal_append_only before update or delete on grade_withdrawal
    for each row execute function grading_refuse_change();
create trigger grade_withdrawal_no_truncate before truncate on grade_withdrawal
    for each statement execute function grading_refuse_change();

-- The grades that count. Whatever asks what a content is reads these; what happened when reads grade itself.
create view grade_in_force as
    select g.* from grade g where not exists (select from grade_withdrawal w where w.grade_id = g.id);

-- A conflict also ends when what differed was taken back.
alter table grade_conflict drop constraint grade_conflict_outcome_check;
alter table grade_conflict add constraint grade_conflict_outcome_check
    check (outcome in ('AGREED', 'ADJUDICATED', 'TAKEN_BACK'));

-- A blind second grade that was taken back is given anew.
alter table second_grading_result drop constraint second_grading_result_pkey;
alter table second_grading_result add primary key (round_id, sha256, second_grade);
