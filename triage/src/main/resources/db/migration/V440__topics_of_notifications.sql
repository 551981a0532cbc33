-- Owner: org.curlew.triage.obligations

-- What a notification without an obligation is about, by which it is known again: its text is for people and may change.
alter table notification add column topic text;

update notification
set topic = 'pool ' || substring(text from '^Pool (.+) is (?:amber|red|past \d+ %)') || ' '
    || case when text ~ '^Pool .+ is amber: ' then 'AMBER' when text ~ '^Pool .+ is red: ' then 'RED' else 'STOP' end
where obligation_id is null and text ~ '^Pool .+ is (amber: |red: |past \d+ %, and nothing new of band P4 begins: )';

create index notification_topic on notification (topic, at) where topic is not null;
