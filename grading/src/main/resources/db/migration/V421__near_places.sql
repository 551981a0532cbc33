-- Owner: org.curlew.grading.sessions

-- occurrence_near: what resembles illegal material comes first on the page of a case that nobody has put in order yet.
create index occurrence_near on occurrence (exhibit_id, sha256) where match_role = 'illegal' and match_kind = 'pdq';
