-- Whether somebody in a role was ever seen in a force.
CREATE INDEX ix_access_log_seen ON access_log (user_id, force, role);
