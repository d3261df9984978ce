-- Figures made ready for reading by month, by stratum and added up. After this, rebuild fills them from the log.
DROP INDEX ux_figures_change ON figures;
DROP TABLE figures;
DROP TABLE figures_head;

-- One detention in figures, for statistics: worked out from its events alone, and put in place in the transaction of each event.
-- A detention whose arrival was taken back keeps its row, with no arrival.
CREATE TABLE figures (
    detention_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY REFERENCES records (detention_id),
    force nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    suite nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    -- The local month of arrival.
    month nvarchar(7) COLLATE Latin1_General_100_BIN2 NULL,
    -- Whether it has been added to the totals, as it is once it has ended.
    counted bit NOT NULL,
    -- To which part of a case audit it belongs, once it has ended; and its place in an order drawn by lot.
    stratum nvarchar(40) COLLATE Latin1_General_100_BIN2 NULL,
    sample_key bigint NOT NULL,
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
    court_outcome nvarchar(40) COLLATE Latin1_General_100_BIN2 NULL,
    overnight_from datetime2(3) NULL
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
    dimension nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    suite nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    month nvarchar(7) COLLATE Latin1_General_100_BIN2 NOT NULL,
    force nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    part nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    content varbinary(max) NOT NULL,
    CONSTRAINT pk_totals PRIMARY KEY (dimension, suite, month, force, part)
);

-- The nights, local 00:00 to 08:00, of ended detentions.
CREATE TABLE nights (
    detention_id nvarchar(36) COLLATE Latin1_General_100_BIN2 NOT NULL,
    night nvarchar(10) COLLATE Latin1_General_100_BIN2 NOT NULL,
    force nvarchar(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
    suite nvarchar(40) COLLATE Latin1_General_100_BIN2 NOT NULL,
    minutes_before_charge int NOT NULL,
    minutes_after_charge int NOT NULL,
    CONSTRAINT pk_nights PRIMARY KEY (detention_id, night)
);

-- The nights of a force or of everyone, in order.
CREATE INDEX ix_nights_force ON nights (force, night, detention_id);
CREATE INDEX ix_nights_night ON nights (night, detention_id);
