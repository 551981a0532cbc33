-- Owner: org.curlew.pipeline.near

-- which video a contact sheet is of: it is disposed of with the last exhibit that holds the video
create index video_fingerprint_sheet on video_fingerprint (sheet) where sheet is not null;

-- Owner: org.curlew.pipeline.imagestore
-- Images that were disposed of were still said to lie in the store, and the check called them missing.
delete from stored_image_part p
using acquisition a, retention_item i, disposal d
where a.id = p.acquisition_id and i.exhibit_id = a.exhibit_id and d.item_id = i.id
  and d.state in ('ERASED', 'DONE') and a.created_at < d.erased_at;
