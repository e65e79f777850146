-- Papers with an author in one country in which a technology developed in another (or the same) plays at
-- least the role.
-- needs: country_papers, flow_papers
SELECT c.universe, c.paper, c.country, t.developed_in, t.role, c.is_member, c.is_possible, c.is_plausible,
       c.credit, c.credit_possible
FROM country_papers AS c
JOIN flow_papers AS t ON t.paper = c.paper
