-- How many requests for a place went with records that were disposed of: a number that names nobody, by which a duty desk is told
-- what its figures leave out.
CREATE TABLE disposed_requests (
    authority nvarchar(9) COLLATE Latin1_General_100_BIN2 NOT NULL,
    month nvarchar(7) COLLATE Latin1_General_100_BIN2 NOT NULL,
    force nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    suite nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    requests int NOT NULL,
    CONSTRAINT pk_disposed_requests PRIMARY KEY (authority, month, force, suite)
);
