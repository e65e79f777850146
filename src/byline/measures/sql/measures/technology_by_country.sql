-- Papers with an author in the country in which the technology plays at least the role.
-- needs: country_papers, technology_papers
SELECT c.universe, c.paper, c.country, t.technology, t.role, c.is_member, c.is_possible, c.is_plausible,
       c.credit, c.credit_possible
FROM country_papers AS c
JOIN technology_papers AS t ON t.paper = c.paper
