-- Owner: org.curlew.triage.obligations

-- Where a person's or a role's notifications are mailed to ("role:INSPECTOR"); without a row they stay in the application.
create table mail_address (
    recipient   text primary key check (length(trim(recipient)) > 0),
    address     text not null,
    recorded_by text not null,
    recorded_at timestamptz not null
);

-- Every try to hand a digest to the mail server; a failed one leaves its notifications for the next try.
create table mail_attempt (
    id            bigint generated always as identity primary key,
    address       text not null,
    at            timestamptz not null,
    notifications int not null,
    failure       text
);

-- The last tries, for the administrator: mail_attempt_at.
create index mail_attempt_at on mail_attempt (at desc);
