-- Owner: org.curlew.pipeline.near

-- The PDQs of the seven turned and mirrored forms of each frame, 224 bytes a frame in the frames' order, in the order of the enum Dihedral.
-- Only exact where the pixels were at hand: a video hashed before this column was made has none, and its frames are compared by what their
-- one hash tells of them.
alter table video_fingerprint add column turned bytea check (octet_length(turned) % 224 = 0);
