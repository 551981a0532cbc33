-- Owner: org.curlew.grading.exposure

-- A grade is time with media like any look, and the break counts from it. Relies on exposure_event_last as before.
alter table exposure_event drop constraint exposure_event_act_check;
alter table exposure_event add constraint exposure_event_act_check
    check (act in ('SHOWN', 'ENLARGED', 'COLOURED', 'SHARPENED', 'HEARD', 'PLAYED', 'GRADED'));
