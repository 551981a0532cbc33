-- Owner: org.curlew.grading.victims

-- What was done about a content of the victim-identification lane. The lane itself follows from grades and sets; only acts are rows.
create table victim_act (
    id      bigint generated always as identity primary key,
    case_id bigint not null references case_file,
    sha256  bytea not null references content,
    kind    text not null check (kind in ('OWNED', 'UK_CHILD_POSSIBLE', 'SAFEGUARDING_STARTED', 'NOT_IN_UK', 'IDENTIFIED',
                                          'NOT_IDENTIFIABLE', 'NOTE')),
    at      timestamptz not null,
    actor   text not null,
    owner   text,
    text    text not null
);

-- victim_act_content: what was done about a content, the last of a kind first.
create index victim_act_content on victim_act (case_id, sha256, kind, id desc);

-- A referral to another body, with what it was about, and the answers.
create table victim_referral (
    id        bigint generated always as identity primary key,
    case_id   bigint not null references case_file,
    sent_to   text not null,
    reference text not null,
    text      text not null,
    sent_at   timestamptz not null,
    sent_by   text not null
);

create index victim_referral_case on victim_referral (case_id, id);

create table victim_referral_item (
    referral_id bigint not null references victim_referral,
    sha256      bytea not null references content,
    primary key (referral_id, sha256)
);

create table victim_referral_answer (
    id          bigint generated always as identity primary key,
    referral_id bigint not null references victim_referral,
    at          timestamptz not null,
    entered_by  text not null,
    answer      text not null,
    identified  boolean
);

create index victim_referral_answer_referral on victim_referral_answer (referral_id, id);

create trigger victim_act_append_only before update or delete on victim_act
    for each row execute function grading_refuse_change();
create trigger victim_referral_append_only before update or delete on victim_referral
    for each row execute function grading_refuse_change();
create trigger victim_referral_item_append_only before update or delete on victim_referral_item
    for each row execute function grading_refuse_change();
create trigger victim_referral_answer_append_only before update or delete on victim_referral_answer
    for each row execute function grading_refuse_change();
