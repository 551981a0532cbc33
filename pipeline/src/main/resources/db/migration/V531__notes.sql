-- Owner: org.curlew.pipeline.web

-- What people wrote about an exhibit. Append-only: a correction is a further note.
create table exhibit_note (
    id         bigint generated always as identity primary key,
    exhibit_id bigint not null references exhibit,
    at         timestamptz not null,
    author     text not null,
    text       text not null check (length(trim(text)) > 0)
);

create index exhibit_note_exhibit on exhibit_note (exhibit_id, id);

create trigger exhibit_note_append_only before update or delete on exhibit_note
    for each row execute function account_event_refuse_change();
