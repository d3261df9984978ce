-- The provision on which an alert rested until then, of an entry with which it came to rest on another; none of every other.
ALTER TABLE alert_entries ADD was_basis_authority nvarchar(20) COLLATE Latin1_General_100_BIN2 NULL;
ALTER TABLE alert_entries ADD was_basis_citation nvarchar(400) COLLATE Latin1_General_100_BIN2 NULL;
ALTER TABLE alert_entries ADD was_basis_setting nvarchar(100) COLLATE Latin1_General_100_BIN2 NULL;
GO

-- What an entry before sealed.
CREATE INDEX ix_alert_entries_was_basis ON alert_entries (alert_id, position) WHERE was_basis_authority IS NOT NULL;
