-- What the provider calls the person and their session there, so that it can end them here by itself.
ALTER TABLE sessions ADD COLUMN provider_subject TEXT NULL;
ALTER TABLE sessions ADD COLUMN provider_session TEXT NULL;
ALTER TABLE pins ADD COLUMN provider_subject TEXT NULL;

-- By either name.
CREATE INDEX ix_sessions_subject ON sessions (provider_subject);
CREATE INDEX ix_sessions_session ON sessions (provider_session);
CREATE INDEX ix_pins_subject ON pins (provider_subject);
