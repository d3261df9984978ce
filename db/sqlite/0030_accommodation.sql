-- Local authorities with children's services. Loaded from db/reference when a code is new; changed by an administrator after.
CREATE TABLE authorities (
    code TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    day_contact TEXT NULL,
    night_contact TEXT NULL,
    head_of_service_contact TEXT NULL,
    last_tested TEXT NULL
);

-- Requests for a place, one row each: the queue of a duty desk and the ledger that both sides share. Worked out from the log.
CREATE TABLE place_requests (
    detention_id TEXT NOT NULL REFERENCES records (detention_id),
    request_id TEXT NOT NULL,
    force TEXT NOT NULL,
    suite TEXT NOT NULL,
    custody_record_number TEXT NOT NULL,
    authority TEXT NOT NULL,
    kind TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    reply_due_at INTEGER NOT NULL,
    needed_by INTEGER NULL,
    answered_at INTEGER NULL,
    decision TEXT NULL,
    worker TEXT NULL,
    withdrawn_at INTEGER NULL,
    need_ended_at INTEGER NULL,
    charged_at INTEGER NULL,
    left_at INTEGER NULL,
    transferred INTEGER NOT NULL,
    la_failure INTEGER NOT NULL,
    late_answers INTEGER NOT NULL,
    CONSTRAINT pk_place_requests PRIMARY KEY (detention_id, request_id)
);

-- A desk's queue and its ledger; a force's. The last column of each makes the order whole.
CREATE INDEX ix_place_requests_authority ON place_requests (authority, asked_at, detention_id, request_id);
CREATE INDEX ix_place_requests_force ON place_requests (force, asked_at, detention_id, request_id);
-- A request by its id alone, as a desk names it.
CREATE INDEX ix_place_requests_request ON place_requests (request_id);

-- A way in for a desk with no account: one request, one answer, a code told apart from the link. Neither is kept, only hashes.
CREATE TABLE request_links (
    id TEXT NOT NULL PRIMARY KEY,
    token_hash BLOB NOT NULL,
    code_hash BLOB NOT NULL,
    detention_id TEXT NOT NULL REFERENCES records (detention_id),
    request_id TEXT NOT NULL,
    authority TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    wrong_codes INTEGER NOT NULL,
    used_at INTEGER NULL
);

CREATE UNIQUE INDEX ux_request_links_token ON request_links (token_hash);
