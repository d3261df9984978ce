-- One detention in figures, for statistics: worked out from its events alone, and put in place in the transaction of each event.
-- A detention whose arrival was taken back keeps its row, with no arrival.
CREATE TABLE figures (
    detention_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY REFERENCES records (detention_id),
    -- The number of the change that wrote it: readers that keep figures in memory ask for what is newer.
    change bigint NOT NULL,
    force nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    suite nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    arrived_at datetime2(3) NULL,
    authorised_at datetime2(3) NULL,
    charged_at datetime2(3) NULL,
    bail_refused_at datetime2(3) NULL,
    ended_at datetime2(3) NULL,
    detention_refused bit NOT NULL,
    age int NOT NULL,
    sex nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    ethnicity nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    looked_after bit NOT NULL,
    length_minutes int NULL,
    adult_ask_minutes int NULL,
    adult_awaited bit NOT NULL,
    adult_arrival_minutes int NULL,
    adult_with_child_minutes int NULL,
    reviews_on_time int NOT NULL,
    reviews_late int NOT NULL,
    reviews_postponed int NOT NULL,
    review_open_due_at datetime2(3) NULL,
    first_hour_items int NOT NULL,
    first_hour_done int NOT NULL,
    meal_times int NOT NULL,
    meal_times_kept int NOT NULL,
    visits int NOT NULL,
    visits_kept int NOT NULL,
    rest_periods int NOT NULL,
    rest_periods_kept int NOT NULL,
    strip_searches int NOT NULL,
    strip_searches_with_adult int NOT NULL,
    force_uses int NOT NULL,
    force_uses_with_adult int NOT NULL,
    child_views int NOT NULL,
    requested bit NOT NULL,
    secure_requested bit NOT NULL,
    accepted bit NOT NULL,
    offered_other bit NOT NULL,
    declined bit NOT NULL,
    no_reply_from datetime2(3) NULL,
    request_minutes int NULL,
    reply_minutes int NULL,
    transfer_minutes int NULL,
    court_same_day bit NOT NULL,
    certified bit NOT NULL,
    court_outcome nvarchar(40) COLLATE Latin1_General_100_BIN2 NULL
);

-- What is newer than what a reader has seen.
CREATE UNIQUE INDEX ux_figures_change ON figures (change);

-- The number last given. Every writer of figures updates this row first, so that numbers are given in the order of commits.
CREATE TABLE figures_head (
    id int NOT NULL PRIMARY KEY,
    change bigint NOT NULL
);

INSERT INTO figures_head (id, change) VALUES (1, 0);
