-- Owner: org.curlew.pipeline.imagestore

-- Parts of images that lie in the object store: objects of 16 MiB under keys || a number of eight digits. A row is there when
-- every byte is.
create table stored_image_part (
    acquisition_id bigint not null references acquisition,
    ordinal        int not null,
    name           text not null,   -- of the file, without its folder
    bytes          bigint not null,
    keys           text not null,
    primary key (acquisition_id, ordinal)
);
