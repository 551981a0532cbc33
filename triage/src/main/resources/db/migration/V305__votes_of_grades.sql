-- Owner: org.curlew.triage.hashsets
-- The grade that a vote of this force was made of; null for votes that other forces sent. Its index tells which grades are no vote yet.
alter table force_vote add column grade_id bigint;

create unique index force_vote_grade on force_vote (grade_id) where grade_id is not null;
