-- Evidence: the mentions that name the country, and the places where the paper names the technology.
-- needs: scope, evidence_country
SELECT c.universe, c.paper, c.country, t.technology_id AS technology,
       ARRAY_CONCAT(c.mentions, t.evidence) AS mentions
FROM evidence_country AS c
JOIN (SELECT DISTINCT paper, paper_id FROM scope) AS p ON p.paper = c.paper
JOIN technology_roles AS t ON t.paper_id = p.paper_id
