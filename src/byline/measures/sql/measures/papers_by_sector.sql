-- Papers with at least one author in the sector: university, company, government ... or `unknown`.
-- needs: rules, asked_papers, slot_sectors
SELECT u.universe, s.paper, s.sector, TRUE AS is_member, TRUE AS is_possible, TRUE AS is_plausible,
       SUM(s.credit) AS credit, SUM(s.credit) AS credit_possible
FROM slot_sectors AS s
JOIN (SELECT DISTINCT universe, lineup FROM rules) AS u ON u.lineup = s.lineup
JOIN asked_papers AS p ON p.universe = u.universe AND p.paper = s.paper
GROUP BY u.universe, s.paper, s.sector
