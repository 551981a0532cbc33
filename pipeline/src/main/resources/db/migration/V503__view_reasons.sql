-- Owner: org.curlew.pipeline.security

-- Why somebody looks at a case, where the force has it asked for (DPA 2018 s.62); only added to.
create table case_view_reason (
    case_id bigint not null references case_file,
    user_id bigint not null,  -- app_user, which a later version makes on an empty database
    at      timestamptz not null,
    reason  text not null
);

-- the last reason of a person for a case
create index case_view_reason_last on case_view_reason (case_id, user_id, at desc);
