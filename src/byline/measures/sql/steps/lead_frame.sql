-- The rows to show even where they are zero: every group in every position.
-- needs: asked
SELECT g.group_name AS country, e.position
FROM (SELECT DISTINCT group_name FROM asked) AS g
CROSS JOIN (VALUES ('first'), ('last'), ('first_and_last')) AS e(position)
