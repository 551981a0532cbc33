-- Owner: org.curlew.grading.victims

-- Contents whose EXIF names a camera, the newest first: the candidates of the page of victims are read in this order.
create index content_camera on content (camera_taken desc, sha256) where camera_model <> '';

-- Places of exactly known illegal contents: which exhibits have any is asked without reading their other places.
create index occurrence_known on occurrence (exhibit_id, sha256) where match_role = 'illegal' and match_kind <> 'pdq';
