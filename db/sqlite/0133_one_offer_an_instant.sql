-- Of two offers of a suite that two nodes made in one instant, the one that waits is the later.
UPDATE handovers SET offered_at = offered_at + d.behind
FROM (SELECT id, ROW_NUMBER() OVER (PARTITION BY force, suite, offered_at ORDER BY id) - 1 AS behind FROM handovers) AS d
WHERE d.id = handovers.id AND d.behind > 0;

-- A suite's handovers, newest last; no two of one instant, so that one node learns of the other's.
DROP INDEX ix_handovers_suite;
CREATE UNIQUE INDEX ix_handovers_suite ON handovers (force, suite, offered_at);
