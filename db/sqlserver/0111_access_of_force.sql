-- The latest looks at a force's records, when nothing else is asked: an administrator reads them page by page.
CREATE INDEX ix_access_log_force ON access_log (force, id);
-- The same of what was refused, whatever became of it.
CREATE INDEX ix_quarantine_force ON quarantine (force, id);
