-- Figures of the fourth version: silence stands though a request was taken back, a child bailed after a refusal is not kept, and an answer to
-- any request is one. What was disposed of is in the totals of every version, and can be worked out by none.
INSERT INTO totals (dimension, suite, month, force, part, content)
SELECT '4:' || dimension, suite, month, force, part, content FROM disposed_totals;
