-- Owner: org.curlew.pipeline.stages

-- Room is held for each image of an exhibit; what was held for the exhibit belongs to its newest that is at work.
update pool_reservation r set purpose = r.purpose || ':' || a.id
from (select exhibit_id, max(id) as id from acquisition where finished_at is null group by exhibit_id) a
where r.exhibit_id = a.exhibit_id and r.state = 'HELD' and r.purpose in ('media', 'image');
