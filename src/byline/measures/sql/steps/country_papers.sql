-- Each paper for each group asked about (every country where none is): those with an author there, and those
-- that could have one. Papers with an author who has no country count for `unresolved` where none is asked.
-- needs: rules, asked, grouping, group_papers, paper_slots
-- kept
SELECT u.universe, r.paper, r.country, r.is_member, TRUE AS is_possible, TRUE AS is_plausible, r.credit,
       r.credit_possible
FROM (
    SELECT g.lineup, g.paper, g.group_name AS country, TRUE AS is_member, g.credit,
           g.credit + p.unknown_credit AS credit_possible
    FROM group_papers AS g
    JOIN paper_slots AS p ON p.lineup = g.lineup AND p.paper = g.paper
    UNION ALL
    SELECT p.lineup, p.paper, a.group_name AS country, FALSE AS is_member, CAST(0 AS DOUBLE) AS credit,
           p.unknown_credit AS credit_possible
    FROM paper_slots AS p
    CROSS JOIN (SELECT DISTINCT group_name FROM grouping) AS a
    LEFT JOIN group_papers AS g
      ON g.lineup = p.lineup AND g.paper = p.paper AND g.group_name = a.group_name
    WHERE p.unknown_count > 0 AND g.paper IS NULL
    UNION ALL
    SELECT lineup, paper, 'unresolved' AS country, TRUE AS is_member, unplaced_credit AS credit,
           unplaced_credit AS credit_possible
    FROM paper_slots
    WHERE resolved_count < slot_count AND NOT EXISTS (SELECT 1 FROM asked)
) AS r
JOIN (SELECT DISTINCT universe, lineup FROM rules) AS u ON u.lineup = r.lineup
