-- The keys that seal sign-in cookies and forms, so that what one node sealed another can open, and a restart signs nobody out.
CREATE TABLE sign_in_keys (
    id TEXT NOT NULL PRIMARY KEY,
    content TEXT NOT NULL
);
