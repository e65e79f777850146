-- Every paper in scope under every universe: the denominator of most shares.
-- needs: rules, paper_slots
SELECT u.universe, p.paper, TRUE AS is_member, CAST(1 AS DOUBLE) AS credit
FROM paper_slots AS p
JOIN (SELECT DISTINCT universe, lineup FROM rules) AS u ON u.lineup = p.lineup
