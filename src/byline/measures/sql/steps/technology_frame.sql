-- The rows to show even where they are zero: every group, technology and role asked about.
-- needs: asked, asked_technologies, asked_roles
SELECT g.group_name AS country, t.technology_id AS technology, r.role
FROM (SELECT DISTINCT group_name FROM asked) AS g
CROSS JOIN asked_technologies AS t
CROSS JOIN asked_roles AS r
