-- Owner: org.curlew.grading.caid

-- Contents that go to CAID no more because their bytes were disposed of before they were sent, each with who said so and why. A row
-- counts only while the bytes are gone: a content that is imported again goes like any other.
create table caid_left_out (
    id      bigint generated always as identity primary key,
    case_id bigint not null references case_file,
    sha256  bytea not null references content,
    at      timestamptz not null default now(),
    actor   text not null,
    reason  text not null check (reason <> '')
);

create index caid_left_out_content on caid_left_out (case_id, sha256);

create trigger caid_left_out_append_only before update or delete on caid_left_out
    for each row execute function grading_refuse_change();
create trigger caid_left_out_no_truncate before truncate on caid_left_out
    for each statement execute function grading_refuse_change();
