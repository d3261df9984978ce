-- A screen's row is done with by its outcome alone: by these two, all that was ever shown was read again for the little that still has to be.
DROP INDEX ix_deliveries_waiting ON deliveries;
DROP INDEX ix_deliveries_owed ON deliveries;
