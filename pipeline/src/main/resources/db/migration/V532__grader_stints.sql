-- Owner: org.curlew.pipeline.web.grading

-- One row an unbroken spell of looking at media. seen_at moves on with each screenful; a spell ends by a break.
create table grader_stint (
    id          bigint generated always as identity primary key,
    grader      text not null,
    case_id     bigint not null references case_file,
    started_at  timestamptz not null,
    seen_at     timestamptz not null,
    shown       int not null default 0,
    revealed    int not null default 0,
    break_until timestamptz
);

-- A grader's last spell, and the exposure of a day or a week.
create index grader_stint_grader on grader_stint (grader, id desc);
