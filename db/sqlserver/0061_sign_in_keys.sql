-- The keys that seal sign-in cookies and forms, so that what one node sealed another can open, and a restart signs nobody out.
CREATE TABLE sign_in_keys (
    id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    content nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL
);
