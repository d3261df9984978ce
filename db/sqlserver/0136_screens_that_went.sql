-- When a suite's last screen was closed; none, or earlier than it was last seen, where one may be open.
ALTER TABLE presence ADD went_at datetime2(3) NULL;
