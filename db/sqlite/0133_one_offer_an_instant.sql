-- Of two offers of a suite that two nodes made in one instant, the one that waits is the later; so is every one after them that
-- this leaves no instant of its own.
UPDATE handovers SET offered_at = d.offered_at
FROM (SELECT id, MAX(offered_at - place) OVER (PARTITION BY force, suite ORDER BY place ROWS UNBOUNDED PRECEDING) + place AS offered_at
    FROM (SELECT id, force, suite, offered_at, ROW_NUMBER() OVER (PARTITION BY force, suite ORDER BY offered_at, id) AS place FROM handovers) AS p) AS d
WHERE d.id = handovers.id AND d.offered_at > handovers.offered_at;

-- A suite's handovers, newest last; no two of one instant, so that one node learns of the other's.
DROP INDEX ix_handovers_suite;
CREATE UNIQUE INDEX ix_handovers_suite ON handovers (force, suite, offered_at);
