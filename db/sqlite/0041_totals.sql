-- Figures made ready for reading by month, by stratum and added up. After this, rebuild fills them from the log.
DROP INDEX ux_figures_change;
DROP TABLE figures;
DROP TABLE figures_head;

-- One detention in figures, for statistics: worked out from its events alone, and put in place in the transaction of each event.
-- A detention whose arrival was taken back keeps its row, with no arrival.
CREATE TABLE figures (
    detention_id TEXT NOT NULL PRIMARY KEY REFERENCES records (detention_id),
    force TEXT NOT NULL,
    suite TEXT NOT NULL,
    -- The local month of arrival.
    month TEXT NULL,
    -- Whether it has been added to the totals, as it is once it has ended.
    counted INTEGER NOT NULL,
    -- To which part of a case audit it belongs, once it has ended; and its place in an order drawn by lot.
    stratum TEXT NULL,
    sample_key INTEGER NOT NULL,
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
    court_outcome TEXT NULL,
    overnight_from INTEGER NULL
);

-- A month cut short by the dates asked for, the children behind a number, and the rows of an export.
CREATE INDEX ix_figures_arrived ON figures (force, suite, arrived_at);
CREATE INDEX ix_figures_month ON figures (month, sample_key);
-- Those still going on, which no total holds yet.
CREATE INDEX ix_figures_open ON figures (counted, arrived_at);
-- The next of a stratum by lot.
CREATE INDEX ix_figures_sample ON figures (stratum, sample_key);

-- Ended detentions added up by month of arrival, for a suite and (where suite is empty) for the whole of its force, in all and
-- by each way of dividing them. Read instead of the detentions themselves, however many there are.
CREATE TABLE totals (
    dimension TEXT NOT NULL,
    suite TEXT NOT NULL,
    month TEXT NOT NULL,
    force TEXT NOT NULL,
    part TEXT NOT NULL,
    content BLOB NOT NULL,
    CONSTRAINT pk_totals PRIMARY KEY (dimension, suite, month, force, part)
);

-- The nights, local 00:00 to 08:00, of ended detentions.
CREATE TABLE nights (
    detention_id TEXT NOT NULL,
    night TEXT NOT NULL,
    force TEXT NOT NULL,
    suite TEXT NOT NULL,
    minutes_before_charge INTEGER NOT NULL,
    minutes_after_charge INTEGER NOT NULL,
    CONSTRAINT pk_nights PRIMARY KEY (detention_id, night)
);

-- The nights of a force or of everyone, in order.
CREATE INDEX ix_nights_force ON nights (force, night, detention_id);
CREATE INDEX ix_nights_night ON nights (night, detention_id);
