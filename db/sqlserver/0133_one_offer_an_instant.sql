-- Of two offers of a suite that two nodes made in one instant, the one that waits is the later.
UPDATE h SET offered_at = DATEADD(millisecond, CAST(d.behind AS int), h.offered_at)
FROM handovers h
JOIN (SELECT id, ROW_NUMBER() OVER (PARTITION BY force, suite, offered_at ORDER BY id) - 1 AS behind FROM handovers) d ON d.id = h.id
WHERE d.behind > 0;
GO

-- A suite's handovers, newest last; no two of one instant, so that one node learns of the other's.
DROP INDEX ix_handovers_suite ON handovers;
CREATE UNIQUE INDEX ix_handovers_suite ON handovers (force, suite, offered_at);
