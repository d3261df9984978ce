-- The suite and the authority under which an alert stood until then, of an entry with which it passed to others; none of every other.
ALTER TABLE alert_entries ADD left_suite nvarchar(40) COLLATE Latin1_General_100_BIN2 NULL;
ALTER TABLE alert_entries ADD left_authority nvarchar(20) COLLATE Latin1_General_100_BIN2 NULL;
GO

-- The few that were ever passed on: what an entry before sealed, and the last that left a suite.
CREATE INDEX ix_alert_entries_left ON alert_entries (left_suite, position) WHERE left_suite IS NOT NULL;
-- The last that left an authority.
CREATE INDEX ix_alert_entries_left_authority ON alert_entries (left_authority, position) WHERE left_authority IS NOT NULL;
