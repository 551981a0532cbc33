-- Who ended an override before its time, and the second person where that lowered the exhibit.
alter table queue_override
    add column ended_by text,
    add column end_second_person text;
