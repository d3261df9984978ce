-- What an alert was headed from an entry on, sealed with it. Entries from before have none: their links seal no heading.
ALTER TABLE alert_entries ADD title TEXT NULL;
