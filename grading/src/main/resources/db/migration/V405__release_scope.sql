-- Owner: org.curlew.grading.caid

-- What of the case a release covers: everything, what was never sent, or only what CAID rejected and what goes out again alone.
alter table caid_release add column scope text not null default 'EVERYTHING'
    check (scope in ('EVERYTHING', 'UNSENT', 'REJECTED'));
