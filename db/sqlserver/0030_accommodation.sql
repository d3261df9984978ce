-- Local authorities with children's services. Loaded from db/reference when a code is new; changed by an administrator after.
CREATE TABLE authorities (
    code nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    name nvarchar(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    day_contact nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    night_contact nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    head_of_service_contact nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    last_tested nvarchar(40) COLLATE Latin1_General_100_BIN2 NULL
);

-- Requests for a place, one row each: the queue of a duty desk and the ledger that both sides share. Worked out from the log.
CREATE TABLE place_requests (
    detention_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL REFERENCES records (detention_id),
    request_id nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    force nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    suite nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    custody_record_number nvarchar(80) COLLATE Latin1_General_100_BIN2 NOT NULL,
    authority nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    kind nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    asked_at datetime2(3) NOT NULL,
    reply_due_at datetime2(3) NOT NULL,
    needed_by datetime2(3) NULL,
    answered_at datetime2(3) NULL,
    decision nvarchar(40) COLLATE Latin1_General_100_BIN2 NULL,
    worker nvarchar(max) COLLATE Latin1_General_100_BIN2 NULL,
    withdrawn_at datetime2(3) NULL,
    need_ended_at datetime2(3) NULL,
    charged_at datetime2(3) NULL,
    left_at datetime2(3) NULL,
    transferred bit NOT NULL,
    la_failure bit NOT NULL,
    late_answers bigint NOT NULL,
    CONSTRAINT pk_place_requests PRIMARY KEY (detention_id, request_id)
);

-- A desk's queue and its ledger; a force's. The last column of each makes the order whole.
CREATE INDEX ix_place_requests_authority ON place_requests (authority, asked_at, detention_id, request_id);
CREATE INDEX ix_place_requests_force ON place_requests (force, asked_at, detention_id, request_id);
-- A request by its id alone, as a desk names it.
CREATE INDEX ix_place_requests_request ON place_requests (request_id);

-- A way in for a desk with no account: one request, one answer, a code told apart from the link. Neither is kept, only hashes.
CREATE TABLE request_links (
    id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY,
    token_hash varbinary(32) NOT NULL,
    code_hash varbinary(32) NOT NULL,
    detention_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL REFERENCES records (detention_id),
    request_id nvarchar(400) COLLATE Latin1_General_100_BIN2 NOT NULL,
    authority nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    created_by nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
    created_at datetime2(3) NOT NULL,
    expires_at datetime2(3) NOT NULL,
    wrong_codes bigint NOT NULL,
    used_at datetime2(3) NULL
);

-- A link is found by the hash of what it carries, and by nothing else.
CREATE UNIQUE INDEX ux_request_links_token ON request_links (token_hash);
