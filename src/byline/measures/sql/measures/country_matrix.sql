-- Papers with authors in both countries, for every pair at once. Under `distinct_people` two different
-- authors must be there: authors of the one plus authors of the other, less those who are in both.
-- needs: rules, group_papers, slot_countries, grouping
SELECT u.universe, a.paper, a.group_name AS country_a, b.group_name AS country_b, TRUE AS is_member,
       TRUE AS is_possible, TRUE AS is_plausible, a.credit + b.credit AS credit,
       a.credit + b.credit AS credit_possible
FROM group_papers AS a
JOIN group_papers AS b ON b.lineup = a.lineup AND b.paper = a.paper AND a.group_name < b.group_name
JOIN (SELECT DISTINCT universe, lineup, authors FROM rules) AS u ON u.lineup = a.lineup
LEFT JOIN (
    SELECT x.lineup, x.paper, gx.group_name AS first_name, gy.group_name AS second_name,
           COUNT(DISTINCT x.author) AS people
    FROM slot_countries AS x
    JOIN slot_countries AS y ON y.lineup = x.lineup AND y.author = x.author AND y.country <> x.country
    JOIN grouping AS gx ON gx.country = x.country
    JOIN grouping AS gy ON gy.country = y.country
    WHERE gx.group_name < gy.group_name
    GROUP BY x.lineup, x.paper, gx.group_name, gy.group_name
) AS s ON s.lineup = a.lineup AND s.paper = a.paper
      AND s.first_name = a.group_name AND s.second_name = b.group_name
WHERE u.authors <> 'distinct_people' OR a.people + b.people - COALESCE(s.people, 0) >= 2
