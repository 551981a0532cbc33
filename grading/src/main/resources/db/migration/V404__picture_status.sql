-- Owner: org.curlew.grading.media

-- Why a picture was not decoded, or not all of it; "" where it was, or where nobody has tried yet (pdq is null).
alter table content add column pdq_status text not null default '';
