-- Papers with an author in the country in which the technology plays at least the role.
-- needs: country_papers, technology_papers
SELECT c.universe, c.paper_id, c.country, t.technology_id AS technology, t.role, c.is_member, c.is_possible,
       c.is_plausible, c.credit, c.credit_possible, ARRAY_CONCAT(COALESCE(c.mentions, []), t.evidence) AS evidence
FROM country_papers AS c
JOIN technology_papers AS t ON t.paper_id = c.paper_id
