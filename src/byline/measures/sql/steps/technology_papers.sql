-- Papers in which a technology plays at least the role asked for.
-- needs: scope, asked_technologies, asked_roles, role_ladder
SELECT DISTINCT p.paper, t.technology_id AS technology, a.role
FROM technology_roles AS t
JOIN (SELECT DISTINCT paper, paper_id FROM scope) AS p ON p.paper_id = t.paper_id
JOIN role_ladder AS l ON l.role = t.role
JOIN asked_roles AS a ON l.rank >= a.rank
WHERE NOT EXISTS (SELECT 1 FROM asked_technologies)
   OR t.technology_id IN (SELECT technology_id FROM asked_technologies)
