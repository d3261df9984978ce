-- The detentions of a force in a period, whatever the suite.
CREATE INDEX ix_figures_force_arrived ON figures (force, arrived_at);
-- The rows of a return of one force, a month at a time in their order drawn by lot.
CREATE INDEX ix_figures_force_month ON figures (force, month, sample_key);
