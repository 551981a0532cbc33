-- Owner: org.curlew.grading.media

-- The PDQs of the seven turned and mirrored pictures of a content, 32 bytes each in the order of the enum Dihedral behind the picture's
-- own. They are only exact where the pixels were at hand: a picture hashed before this table was made has none, and is compared by what
-- its one hash tells of them. No reference to content, which a new database gets later.
create table content_turned (
    sha256 bytea primary key check (octet_length(sha256) = 32),
    hashes bytea not null check (octet_length(hashes) = 224)
);
