-- What the provider calls the person and their session there, so that it can end them here by itself.
ALTER TABLE sessions ADD provider_subject nvarchar(256) COLLATE Latin1_General_100_BIN2 NULL;
ALTER TABLE sessions ADD provider_session nvarchar(256) COLLATE Latin1_General_100_BIN2 NULL;
ALTER TABLE pins ADD provider_subject nvarchar(256) COLLATE Latin1_General_100_BIN2 NULL;
GO

-- By either name.
CREATE INDEX ix_sessions_subject ON sessions (provider_subject);
CREATE INDEX ix_sessions_session ON sessions (provider_session);
CREATE INDEX ix_pins_subject ON pins (provider_subject);
