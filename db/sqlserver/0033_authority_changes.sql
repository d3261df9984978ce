-- Every change of an authority's name or contacts: what it then was, who made it, by what way and why.
CREATE TABLE authority_changes (
    id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    code nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    name nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    day_contact nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    night_contact nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    head_of_service_contact nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    last_tested nvarchar(40) COLLATE Latin1_General_100_BIN2 NULL,
    changed_at datetime2(3) NOT NULL,
    changed_by nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
    reason nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL
);

-- The history of one authority, newest first.
CREATE INDEX ix_authority_changes_code ON authority_changes (code, changed_at);
