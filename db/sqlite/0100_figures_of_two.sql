-- Figures of the second version: a period of rest counts once it was completed, and a mealtime once. What was disposed of is in the
-- totals of every version, and can be worked out by none.
INSERT INTO totals (dimension, suite, month, force, part, content)
SELECT '2:' || dimension, suite, month, force, part, content FROM disposed_totals;
