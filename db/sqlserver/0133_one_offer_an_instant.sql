-- Of two offers of a suite that two nodes made in one instant, the one that waits is the later; so is every one after them that
-- this leaves no instant of its own.
UPDATE h SET offered_at = d.offered_at
FROM handovers h
JOIN (SELECT id, DATEADD(millisecond, place,
        MAX(DATEADD(millisecond, -place, offered_at)) OVER (PARTITION BY force, suite ORDER BY place ROWS UNBOUNDED PRECEDING)) AS offered_at
    FROM (SELECT id, force, suite, offered_at, CAST(ROW_NUMBER() OVER (PARTITION BY force, suite ORDER BY offered_at, id) AS int) AS place
        FROM handovers) p) d ON d.id = h.id
WHERE d.offered_at > h.offered_at;
GO

-- A suite's handovers, newest last; no two of one instant, so that one node learns of the other's.
DROP INDEX ix_handovers_suite ON handovers;
CREATE UNIQUE INDEX ix_handovers_suite ON handovers (force, suite, offered_at);
