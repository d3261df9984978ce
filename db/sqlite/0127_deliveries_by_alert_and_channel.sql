-- What was sent of an alert, and to the screens: among all that was ever sent to screens it would be looked for once for each alert.
DROP INDEX ix_deliveries_alert;
CREATE INDEX ix_deliveries_alert ON deliveries (alert_id, channel, position);
