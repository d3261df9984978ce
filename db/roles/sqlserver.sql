-- The role of the running service. Run by an owner of the database after every migration; running it again does no harm.
-- The service's own login is a member of this role and of nothing else: it can add to the log and never change it.
-- Migrations are run by another login that may alter the schema: CustodyWatch migrate.

IF DATABASE_PRINCIPAL_ID('custodywatch_service') IS NULL CREATE ROLE custodywatch_service;
GO

-- The log: added to and read. Denied outright, so that no other membership gives it back.
GRANT SELECT, INSERT ON dbo.records TO custodywatch_service;
GRANT SELECT, INSERT ON dbo.chain TO custodywatch_service;
GRANT SELECT, INSERT ON dbo.events TO custodywatch_service;
GRANT SELECT, INSERT ON dbo.access_log TO custodywatch_service;
GRANT SELECT, INSERT ON dbo.inspections TO custodywatch_service;
GRANT SELECT, INSERT ON dbo.alert_entries TO custodywatch_service;
GRANT SELECT, INSERT ON dbo.local_numbers TO custodywatch_service;
GRANT SELECT, INSERT ON dbo.ladders TO custodywatch_service;
GRANT SELECT, INSERT ON dbo.silence_lifts TO custodywatch_service;
GRANT SELECT, INSERT ON dbo.silences TO custodywatch_service;
GRANT SELECT, INSERT ON dbo.holds TO custodywatch_service;
GRANT SELECT, INSERT ON dbo.hold_lifts TO custodywatch_service;
GRANT SELECT, INSERT ON dbo.retention_decisions TO custodywatch_service;
GRANT SELECT, INSERT ON dbo.certificates TO custodywatch_service;
GRANT SELECT, INSERT ON dbo.countersignatures TO custodywatch_service;
GRANT SELECT, INSERT ON dbo.authority_changes TO custodywatch_service;
GRANT SELECT, INSERT ON dbo.handover_items TO custodywatch_service;
GRANT SELECT, INSERT ON dbo.child_cards TO custodywatch_service;
GRANT SELECT, INSERT ON dbo.audit_grades TO custodywatch_service;
DENY UPDATE, DELETE ON dbo.records TO custodywatch_service;
DENY UPDATE, DELETE ON dbo.chain TO custodywatch_service;
DENY UPDATE, DELETE ON dbo.events TO custodywatch_service;
DENY UPDATE, DELETE ON dbo.access_log TO custodywatch_service;
DENY UPDATE, DELETE ON dbo.inspections TO custodywatch_service;
DENY UPDATE, DELETE ON dbo.alert_entries TO custodywatch_service;
DENY UPDATE, DELETE ON dbo.local_numbers TO custodywatch_service;
DENY UPDATE, DELETE ON dbo.ladders TO custodywatch_service;
DENY UPDATE, DELETE ON dbo.silence_lifts TO custodywatch_service;
DENY UPDATE, DELETE ON dbo.silences TO custodywatch_service;
DENY UPDATE, DELETE ON dbo.holds TO custodywatch_service;
DENY UPDATE, DELETE ON dbo.hold_lifts TO custodywatch_service;
DENY UPDATE, DELETE ON dbo.retention_decisions TO custodywatch_service;
DENY UPDATE, DELETE ON dbo.certificates TO custodywatch_service;
DENY UPDATE, DELETE ON dbo.countersignatures TO custodywatch_service;
DENY UPDATE, DELETE ON dbo.authority_changes TO custodywatch_service;
DENY UPDATE, DELETE ON dbo.handover_items TO custodywatch_service;
DENY UPDATE, DELETE ON dbo.child_cards TO custodywatch_service;
DENY UPDATE, DELETE ON dbo.audit_grades TO custodywatch_service;
GO

-- What was disposed of, by the command that has roles/disposal.sql: read here, so that the chain can be walked.
GRANT SELECT ON dbo.disposals TO custodywatch_service;
GRANT SELECT ON dbo.disposed_links TO custodywatch_service;
GRANT SELECT ON dbo.disposed_certificates TO custodywatch_service;
GRANT SELECT ON dbo.disposed_totals TO custodywatch_service;
GRANT SELECT ON dbo.disposed_requests TO custodywatch_service;
DENY INSERT, UPDATE, DELETE ON dbo.disposals TO custodywatch_service;
DENY INSERT, UPDATE, DELETE ON dbo.disposed_links TO custodywatch_service;
DENY INSERT, UPDATE, DELETE ON dbo.disposed_certificates TO custodywatch_service;
GO

-- One row each, moved and never removed.
GRANT SELECT, UPDATE ON dbo.chain_head TO custodywatch_service;

-- What changes its state and is never removed.
GRANT SELECT, INSERT, UPDATE ON dbo.quarantine TO custodywatch_service;
GRANT SELECT, INSERT, UPDATE ON dbo.alerts TO custodywatch_service;
GRANT SELECT, INSERT, UPDATE ON dbo.deliveries TO custodywatch_service;
GRANT SELECT, INSERT, UPDATE ON dbo.handovers TO custodywatch_service;
GRANT SELECT, INSERT, UPDATE ON dbo.presence TO custodywatch_service;
GRANT SELECT, INSERT, UPDATE ON dbo.service_runs TO custodywatch_service;
GRANT SELECT, INSERT, UPDATE ON dbo.timers TO custodywatch_service;
GRANT SELECT, INSERT, UPDATE ON dbo.authorities TO custodywatch_service;
GRANT SELECT, INSERT, UPDATE ON dbo.rota TO custodywatch_service;
GRANT SELECT, INSERT, UPDATE ON dbo.request_links TO custodywatch_service;
GRANT SELECT, INSERT, UPDATE ON dbo.certificate_numbers TO custodywatch_service;

-- Worked out from the log, and replaced.
GRANT SELECT, INSERT, UPDATE, DELETE ON dbo.detentions TO custodywatch_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON dbo.clocks TO custodywatch_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON dbo.retention TO custodywatch_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON dbo.place_requests TO custodywatch_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON dbo.certificates_elsewhere TO custodywatch_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON dbo.certificates_retracted TO custodywatch_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON dbo.certificates_void TO custodywatch_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON dbo.early_notices TO custodywatch_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON dbo.figures TO custodywatch_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON dbo.totals TO custodywatch_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON dbo.nights TO custodywatch_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON dbo.entry_marks TO custodywatch_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON dbo.questions TO custodywatch_service;
GO

-- Left by each transaction and swept away within the hour.
GRANT SELECT, INSERT, DELETE ON dbo.commit_marks TO custodywatch_service;

-- Moved on while someone is at work, and gone when they sign out.
GRANT SELECT, INSERT, UPDATE, DELETE ON dbo.sessions TO custodywatch_service;

-- The screens of suites, who may tap in at them, and who has.
GRANT SELECT, INSERT, UPDATE ON dbo.screens TO custodywatch_service;
GRANT SELECT, INSERT, UPDATE ON dbo.pins TO custodywatch_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON dbo.taps TO custodywatch_service;

-- Which programs may work on this database, read at the start.
GRANT SELECT ON dbo.schema_floor TO custodywatch_service;

-- A key is made, read, and left. CustodyWatch reseal, which takes old ones away, is run by the owner of the database.
GRANT SELECT, INSERT ON dbo.sign_in_keys TO custodywatch_service;
GRANT SELECT, INSERT ON dbo.data_keys TO custodywatch_service;
GO

-- What the migrations and the shared sweep keep account in, once they have made it.
IF OBJECT_ID('dbo.schema_history') IS NOT NULL GRANT SELECT ON dbo.schema_history TO custodywatch_service;
IF SCHEMA_ID('HangFire') IS NOT NULL GRANT SELECT, INSERT, UPDATE, DELETE, EXECUTE ON SCHEMA::HangFire TO custodywatch_service;
GO
