-- Papers with authors in both countries, for every pair at once. Under `distinct_people` two different
-- authors must be there: authors of the one plus authors of the other, less those who are in both.
-- needs: rules, group_papers, slot_countries, asked_groups
SELECT a.universe, a.paper_id, a.group_name AS country_a, b.group_name AS country_b, TRUE AS is_member,
       TRUE AS is_possible, TRUE AS is_plausible, a.credit + b.credit AS credit,
       a.credit + b.credit AS credit_possible, ARRAY_CONCAT(a.mentions, b.mentions) AS evidence
FROM group_papers AS a
JOIN group_papers AS b
  ON b.universe = a.universe AND b.paper_id = a.paper_id AND a.group_name < b.group_name
JOIN (SELECT DISTINCT universe, authors FROM rules) AS u ON u.universe = a.universe
LEFT JOIN (
    SELECT x.universe, x.paper_id, gx.group_name AS first_name, gy.group_name AS second_name,
           COUNT(DISTINCT x.author_position) AS people
    FROM slot_countries AS x
    JOIN slot_countries AS y
      ON y.universe = x.universe AND y.paper_id = x.paper_id AND y.author_position = x.author_position
     AND y.country <> x.country
    JOIN asked_groups AS gx ON gx.country = x.country
    JOIN asked_groups AS gy ON gy.country = y.country
    WHERE gx.group_name < gy.group_name
    GROUP BY x.universe, x.paper_id, gx.group_name, gy.group_name
) AS s ON s.universe = a.universe AND s.paper_id = a.paper_id
      AND s.first_name = a.group_name AND s.second_name = b.group_name
WHERE u.authors <> 'distinct_people' OR a.people + b.people - COALESCE(s.people, 0) >= 2
