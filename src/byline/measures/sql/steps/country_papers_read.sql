-- The papers of a country whose text was read: only these can show a technology.
-- needs: country_papers, scope
SELECT c.universe, c.paper, c.country, c.is_member, c.credit
FROM country_papers AS c
JOIN (SELECT DISTINCT paper FROM scope WHERE page_count IS NOT NULL) AS p ON p.paper = c.paper
