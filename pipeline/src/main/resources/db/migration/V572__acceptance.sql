-- Owner: org.curlew.pipeline.devices

-- Whether the way of a device stops at the acceptance gate until lawfulness and questions are recorded (practice 3.3). An image
-- that a person gives to the machine by command is that person's own decision and does not ask.
alter table acquisition add column asks_acceptance boolean not null default false;
