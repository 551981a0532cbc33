-- Owner: org.curlew.grading.agreement

-- A drawn sample that a second person grades without seeing the first grade. Size and order follow from the numbers kept here, so
-- that anybody can draw it again: the contents in the order of SHA-256 over seed and content, the first so many.
create table second_grading_round (
    id           bigint generated always as identity primary key,
    case_id      bigint not null references case_file,
    scheme       text not null,
    first_grader text,
    confidence   double precision not null check (confidence > 0 and confidence < 1),
    tolerated    double precision not null check (tolerated > 0 and tolerated < 1),
    population   bigint not null,
    seed         bigint not null,
    size         integer not null,
    drawn_by     text not null,
    drawn_at     timestamptz not null default now()
);

create table second_grading_item (
    round_id    bigint not null references second_grading_round,
    position    integer not null,
    sha256      bytea not null references content,
    first_grade bigint not null references grade,
    primary key (round_id, position),
    unique (round_id, sha256)
);

-- The blind second grade beside the first one. second_grading_item_content: whether a content waits for a blind look.
create table second_grading_result (
    round_id     bigint not null,
    sha256       bytea not null,
    second_grade bigint not null references grade,
    primary key (round_id, sha256),
    foreign key (round_id, sha256) references second_grading_item (round_id, sha256)
);

create index second_grading_item_content on second_grading_item (sha256, round_id);

create trigger second_grading_round_append_only before update or delete on second_grading_round
    for each row execute function grading_refuse_change();
create trigger second_grading_item_append_only before update or delete on second_grading_item
    for each row execute function grading_refuse_change();
create trigger second_grading_result_append_only before update or delete on second_grading_result
    for each row execute function grading_refuse_change();
