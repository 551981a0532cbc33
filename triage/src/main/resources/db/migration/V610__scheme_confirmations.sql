-- Owner: org.curlew.triage.schemes

-- A class of a category scheme whose number was checked against the force's own documents: by one person, then by a second.
-- A row that was refused stays, with its reason; the class can be put forward again.
create table scheme_confirmation (
    id          bigint generated always as identity primary key,
    scheme      text        not null,
    version     int         not null,
    number      int         not null,
    code        text        not null,
    source      text        not null check (length(trim(source)) > 0),
    proposed_by text        not null,
    proposed_at timestamptz not null,
    agreed      boolean,
    decided_by  text check (decided_by <> proposed_by),
    decided_at  timestamptz,
    reason      text,
    check ((agreed is null) = (decided_by is null) and (agreed is null) = (decided_at is null)),
    check (agreed is distinct from false or length(trim(reason)) > 0)
);

-- A class stands or waits once; read with every scheme: scheme_confirmation_once.
create unique index scheme_confirmation_once on scheme_confirmation (scheme, version, number)
    where agreed is distinct from false;
