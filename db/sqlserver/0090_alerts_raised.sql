-- What a suite's alerts asked of its people in the last hours.
CREATE INDEX ix_alerts_raised ON alerts (force, suite, raised_at);
