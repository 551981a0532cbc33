-- What was told of reviews without a slot, and that a shortfall ended (0): a standing one is not told every day, and
-- one that grows is told whether or not somebody has acknowledged the last.
create table review_shortfall (
    id        bigint generated always as identity primary key,
    at        timestamptz not null,
    shortfall integer not null check (shortfall >= 0)
);
