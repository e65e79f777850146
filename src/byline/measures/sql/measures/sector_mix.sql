-- Papers by the sectors that sign them together, e.g. `company+university`: each paper has one mix.
-- needs: rules, asked_papers, slot_sectors
SELECT u.universe, s.paper, s.mix, TRUE AS is_member, TRUE AS is_possible, TRUE AS is_plausible,
       CAST(1 AS DOUBLE) AS credit, CAST(1 AS DOUBLE) AS credit_possible
FROM (
    SELECT lineup, paper, ARRAY_TO_STRING(ARRAY_SORT(ARRAY_AGG(DISTINCT sector)), '+') AS mix
    FROM slot_sectors GROUP BY lineup, paper
) AS s
JOIN (SELECT DISTINCT universe, lineup FROM rules) AS u ON u.lineup = s.lineup
JOIN asked_papers AS p ON p.universe = u.universe AND p.paper = s.paper
