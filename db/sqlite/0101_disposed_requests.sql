-- How many requests for a place went with records that were disposed of: a number that names nobody, by which a duty desk is told
-- what its figures leave out.
CREATE TABLE disposed_requests (
    authority TEXT NOT NULL,
    month TEXT NOT NULL,
    force TEXT NOT NULL,
    suite TEXT NOT NULL,
    requests INTEGER NOT NULL,
    CONSTRAINT pk_disposed_requests PRIMARY KEY (authority, month, force, suite)
);
