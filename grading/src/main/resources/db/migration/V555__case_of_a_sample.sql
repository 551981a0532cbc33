-- Owner: org.curlew.grading.proportionate

-- How many distinct media the case had when the sample was drawn; null for proposals from before this was kept.
alter table proportionate_stop add column case_media bigint;
