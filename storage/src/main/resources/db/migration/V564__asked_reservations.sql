-- Owner: org.curlew.storage.capacity

-- What was asked for at first: by it the estimates are judged, also where the reservation was raised since. Null means bytes.
alter table pool_reservation add column asked bigint;
