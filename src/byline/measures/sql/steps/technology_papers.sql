-- Papers in which a technology plays at least the role asked for, with the mentions that show it.
-- needs: asked_technologies, asked_roles, role_ladder
SELECT t.paper_id, t.technology_id, a.role, t.evidence
FROM technology_roles AS t
JOIN role_ladder AS l ON l.role = t.role
JOIN asked_roles AS a ON l.rank >= a.rank
WHERE NOT EXISTS (SELECT 1 FROM asked_technologies)
   OR t.technology_id IN (SELECT technology_id FROM asked_technologies)
