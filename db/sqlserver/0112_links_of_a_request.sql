-- The links of one request for a place, of which a new one replaces the last.
CREATE INDEX ix_request_links_request ON request_links (detention_id, request_id);
