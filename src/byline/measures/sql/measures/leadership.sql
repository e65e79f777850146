-- Joint papers of the groups asked for whose first author, last author, or both are in the group. Counted
-- fractionally, a lead author of several countries is shared by them; for `first_and_last` the lesser of
-- the two shares counts.
-- needs: joint_papers, lead_authors
SELECT j.universe, j.paper, l.country, l.position, l.credit > 0 AS is_member, TRUE AS is_possible,
       TRUE AS is_plausible, l.credit, l.credit_possible
FROM joint_papers AS j
JOIN (
    SELECT universe, paper, group_name AS country, position, credit, is_open OR credit > 0 AS is_possible,
           credit + unknown_share AS credit_possible
    FROM lead_authors
    UNION ALL
    SELECT f.universe, f.paper, f.group_name AS country, 'first_and_last' AS position,
           LEAST(f.credit, l.credit) AS credit,
           (f.is_open OR f.credit > 0) AND (l.is_open OR l.credit > 0) AS is_possible,
           LEAST(f.credit + f.unknown_share, l.credit + l.unknown_share) AS credit_possible
    FROM lead_authors AS f
    JOIN lead_authors AS l
      ON l.universe = f.universe AND l.paper = f.paper AND l.group_name = f.group_name
    WHERE f.position = 'first' AND l.position = 'last'
) AS l ON l.universe = j.universe AND l.paper = j.paper
WHERE j.is_member AND l.is_possible
