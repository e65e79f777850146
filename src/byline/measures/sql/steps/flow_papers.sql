-- Papers in which a technology developed in a country plays at least the role asked for.
-- needs: technology_papers
SELECT DISTINCT p.paper, t.home_country AS developed_in, p.role
FROM technology_papers AS p
JOIN technologies AS t ON t.technology_id = p.technology
WHERE t.home_country IS NOT NULL
