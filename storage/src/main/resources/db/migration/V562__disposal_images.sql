-- Owner: org.curlew.storage.retention

-- Where the images lie that a disposal takes with it: what the keys of their objects begin with. Written with the rows that are erased,
-- so that an image which comes while the store cannot be reached is not taken for one of them.
create table disposal_image (
    disposal_id bigint not null references disposal,
    keys        text not null check (keys <> ''),
    primary key (disposal_id, keys)
);

insert into disposal_image (disposal_id, keys)
select d.id, 'images/' || i.exhibit_id || '/'
from disposal d join retention_item i on i.id = d.item_id
where d.state = 'ERASED';
