-- Every change of an authority's name or contacts: what it then was, who made it, by what way and why.
CREATE TABLE authority_changes (
    id TEXT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    day_contact TEXT NULL,
    night_contact TEXT NULL,
    head_of_service_contact TEXT NULL,
    last_tested TEXT NULL,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL,
    reason TEXT NOT NULL
);

-- The history of one authority, newest first.
CREATE INDEX ix_authority_changes_code ON authority_changes (code, changed_at);
