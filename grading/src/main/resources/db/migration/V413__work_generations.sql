-- Owner: org.curlew.grading.sessions

-- A list is written beside the one in use and takes its place in one step, so that nobody who grades waits while a large case is
-- put in order.
create sequence work_generation;
alter table work_list add column generation bigint not null default 0;
alter table work_item add column generation bigint not null default 0;
alter table work_item drop constraint work_item_pkey;
alter table work_item add primary key (case_id, generation, sha256);

-- work_item_next: the next page is the start of this index, whatever the size of the case.
drop index work_item_next;
create index work_item_next on work_item (case_id, generation, position) where not decided and not graded;
