-- One detention in figures, for statistics: worked out from its events alone, and put in place in the transaction of each event.
-- A detention whose arrival was taken back keeps its row, with no arrival.
CREATE TABLE figures (
    detention_id TEXT NOT NULL PRIMARY KEY REFERENCES records (detention_id),
    -- The number of the change that wrote it: readers that keep figures in memory ask for what is newer.
    change INTEGER NOT NULL,
    force TEXT NOT NULL,
    suite TEXT NOT NULL,
    arrived_at INTEGER NULL,
    authorised_at INTEGER NULL,
    charged_at INTEGER NULL,
    bail_refused_at INTEGER NULL,
    ended_at INTEGER NULL,
    detention_refused INTEGER NOT NULL,
    age INTEGER NOT NULL,
    sex TEXT NOT NULL,
    ethnicity TEXT NOT NULL,
    looked_after INTEGER NOT NULL,
    length_minutes INTEGER NULL,
    adult_ask_minutes INTEGER NULL,
    adult_awaited INTEGER NOT NULL,
    adult_arrival_minutes INTEGER NULL,
    adult_with_child_minutes INTEGER NULL,
    reviews_on_time INTEGER NOT NULL,
    reviews_late INTEGER NOT NULL,
    reviews_postponed INTEGER NOT NULL,
    review_open_due_at INTEGER NULL,
    first_hour_items INTEGER NOT NULL,
    first_hour_done INTEGER NOT NULL,
    meal_times INTEGER NOT NULL,
    meal_times_kept INTEGER NOT NULL,
    visits INTEGER NOT NULL,
    visits_kept INTEGER NOT NULL,
    rest_periods INTEGER NOT NULL,
    rest_periods_kept INTEGER NOT NULL,
    strip_searches INTEGER NOT NULL,
    strip_searches_with_adult INTEGER NOT NULL,
    force_uses INTEGER NOT NULL,
    force_uses_with_adult INTEGER NOT NULL,
    child_views INTEGER NOT NULL,
    requested INTEGER NOT NULL,
    secure_requested INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    offered_other INTEGER NOT NULL,
    declined INTEGER NOT NULL,
    no_reply_from INTEGER NULL,
    request_minutes INTEGER NULL,
    reply_minutes INTEGER NULL,
    transfer_minutes INTEGER NULL,
    court_same_day INTEGER NOT NULL,
    certified INTEGER NOT NULL,
    court_outcome TEXT NULL
);

-- What is newer than what a reader has seen.
CREATE UNIQUE INDEX ux_figures_change ON figures (change);

-- The number last given. Every writer of figures updates this row first, so that numbers are given in the order of commits.
CREATE TABLE figures_head (
    id INTEGER NOT NULL PRIMARY KEY,
    change INTEGER NOT NULL
);

INSERT INTO figures_head (id, change) VALUES (1, 0);
