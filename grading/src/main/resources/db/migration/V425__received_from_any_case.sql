-- caid_upload_received: whether CAID has a content already, whichever case sent it; a bundle asks for each content that only the
-- force's own set knows.
create index caid_upload_received on caid_upload (sha256) where state = 'RECEIVED';
