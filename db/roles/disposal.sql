-- The role of the dispose command, and of nothing else. Run by an owner of the database after every migration; running it again does
-- no harm. Its login is a member of this role alone, is used when the command is run, and is disabled between.
-- It takes away the content of records whose time is over. The links of the chain, the disposals and the anchors it cannot take away.

IF DATABASE_PRINCIPAL_ID('custodywatch_disposal') IS NULL CREATE ROLE custodywatch_disposal;
GO

-- What a record consists of.
GRANT SELECT, DELETE ON dbo.events TO custodywatch_disposal;
GRANT SELECT, DELETE ON dbo.alerts TO custodywatch_disposal;
GRANT SELECT, DELETE ON dbo.alert_entries TO custodywatch_disposal;
GRANT SELECT, DELETE ON dbo.deliveries TO custodywatch_disposal;
GRANT SELECT, DELETE ON dbo.certificates TO custodywatch_disposal;
GRANT SELECT, DELETE ON dbo.countersignatures TO custodywatch_disposal;
GRANT SELECT, DELETE ON dbo.certificates_elsewhere TO custodywatch_disposal;
GRANT SELECT, DELETE ON dbo.certificates_retracted TO custodywatch_disposal;
GRANT SELECT, DELETE ON dbo.certificates_void TO custodywatch_disposal;
GRANT SELECT, DELETE ON dbo.silences TO custodywatch_disposal;
GRANT SELECT, DELETE ON dbo.silence_lifts TO custodywatch_disposal;
GRANT SELECT, DELETE ON dbo.holds TO custodywatch_disposal;
GRANT SELECT, DELETE ON dbo.hold_lifts TO custodywatch_disposal;
GRANT SELECT, DELETE ON dbo.retention_decisions TO custodywatch_disposal;
GRANT SELECT, DELETE ON dbo.retention TO custodywatch_disposal;
GRANT SELECT, DELETE ON dbo.inspections TO custodywatch_disposal;
GRANT SELECT, DELETE ON dbo.child_cards TO custodywatch_disposal;
GRANT SELECT, DELETE ON dbo.request_links TO custodywatch_disposal;
GRANT SELECT, DELETE ON dbo.place_requests TO custodywatch_disposal;
GRANT SELECT, DELETE ON dbo.early_notices TO custodywatch_disposal;
GRANT SELECT, DELETE ON dbo.handover_items TO custodywatch_disposal;
GRANT SELECT, UPDATE, DELETE ON dbo.quarantine TO custodywatch_disposal;
GRANT SELECT, DELETE ON dbo.figures TO custodywatch_disposal;
GRANT SELECT, DELETE ON dbo.nights TO custodywatch_disposal;
GRANT SELECT, DELETE ON dbo.entry_marks TO custodywatch_disposal;
GRANT SELECT, DELETE ON dbo.questions TO custodywatch_disposal;
GRANT SELECT, DELETE ON dbo.timers TO custodywatch_disposal;
GRANT SELECT, DELETE ON dbo.clocks TO custodywatch_disposal;
GRANT SELECT, DELETE ON dbo.detentions TO custodywatch_disposal;

-- What stays, without the words in it.
GRANT SELECT, UPDATE ON dbo.records TO custodywatch_disposal;
GRANT SELECT, INSERT, UPDATE ON dbo.access_log TO custodywatch_disposal;
GRANT SELECT, UPDATE ON dbo.audit_grades TO custodywatch_disposal;
GRANT SELECT, UPDATE ON dbo.local_numbers TO custodywatch_disposal;
GRANT SELECT, UPDATE ON dbo.ladders TO custodywatch_disposal;
GRANT SELECT, UPDATE ON dbo.authority_changes TO custodywatch_disposal;
GRANT SELECT, UPDATE ON dbo.rota TO custodywatch_disposal;

-- That it was done, sealed in the chain.
GRANT SELECT, UPDATE ON dbo.chain_head TO custodywatch_disposal;
GRANT SELECT, INSERT ON dbo.chain TO custodywatch_disposal;
GRANT SELECT, INSERT ON dbo.disposals TO custodywatch_disposal;
GRANT SELECT, INSERT ON dbo.disposed_links TO custodywatch_disposal;
GRANT SELECT, INSERT ON dbo.disposed_certificates TO custodywatch_disposal;
GRANT SELECT, INSERT, UPDATE ON dbo.disposed_totals TO custodywatch_disposal;
GRANT SELECT, INSERT, UPDATE ON dbo.disposed_requests TO custodywatch_disposal;
DENY UPDATE, DELETE ON dbo.chain TO custodywatch_disposal;
DENY UPDATE, DELETE ON dbo.disposals TO custodywatch_disposal;
DENY UPDATE, DELETE ON dbo.disposed_links TO custodywatch_disposal;
DENY DELETE ON dbo.access_log TO custodywatch_disposal;
GO

-- What its words are sealed with, and which version this is. By which years it is judged stands in local_numbers.
GRANT SELECT ON dbo.data_keys TO custodywatch_disposal;
GRANT SELECT ON dbo.schema_floor TO custodywatch_disposal;
-- Against which an alert is held, as verify does.
GRANT SELECT ON dbo.handovers TO custodywatch_disposal;
GRANT SELECT, INSERT, DELETE ON dbo.commit_marks TO custodywatch_disposal;
IF OBJECT_ID('dbo.schema_history') IS NOT NULL GRANT SELECT ON dbo.schema_history TO custodywatch_disposal;
GO
