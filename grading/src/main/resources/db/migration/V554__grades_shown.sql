-- Owner: org.curlew.grading.agreement

-- Who was shown what others said of a content: no later look of theirs is blind. The person in lower case; the first time is kept.
-- Asked for by its key.
create table grade_shown (
    case_id bigint not null references case_file,
    sha256  bytea not null references content,
    person  text not null,
    at      timestamptz not null default now(),
    primary key (case_id, sha256, person)
);

create trigger grade_shown_append_only before update or delete on grade_shown
    for each row execute function grading_refuse_change();
create trigger grade_shown_no_truncate before truncate on grade_shown
    for each statement execute function grading_refuse_change();
