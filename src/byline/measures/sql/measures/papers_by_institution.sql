-- Papers with an author at the institution; where countries are asked about, papers that join them, and
-- their institutions alone.
-- needs: rules, asked_papers, institution_papers
SELECT u.universe, i.paper, i.institution_id AS institution, TRUE AS is_member, TRUE AS is_possible,
       TRUE AS is_plausible, SUM(i.credit) AS credit, SUM(i.credit) AS credit_possible
FROM institution_papers AS i
JOIN (SELECT DISTINCT universe, lineup FROM rules) AS u ON u.lineup = i.lineup
JOIN asked_papers AS p ON p.universe = u.universe AND p.paper = i.paper
GROUP BY u.universe, i.paper, i.institution_id
