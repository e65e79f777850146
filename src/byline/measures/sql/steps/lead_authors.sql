-- First and last authors of each paper for each group asked about: the author's credit for the group, and
-- whether an unresolved affiliation could put the author there.
-- needs: rules, people, author_countries, asked
SELECT u.universe, p.paper, a.group_name, e.position, SUM(p.credit) AS credit,
       MAX(p.unknown_count) > 0 AS is_open, MAX(p.unknown_share) AS unknown_share
FROM (
    SELECT p.basis, p.paper, p.is_first, p.is_last, p.unknown_count, n.group_name,
           COALESCE(c.countries, 0) / CAST(p.parts AS DOUBLE) AS credit,
           p.unknown_count / CAST(p.parts AS DOUBLE) AS unknown_share
    FROM people AS p
    CROSS JOIN (SELECT DISTINCT group_name FROM asked) AS n
    LEFT JOIN (
        SELECT c.basis, c.author, g.group_name, COUNT(*) AS countries
        FROM author_countries AS c
        JOIN asked AS g ON g.country = c.country
        GROUP BY c.basis, c.author, g.group_name
    ) AS c ON c.basis = p.basis AND c.author = p.author AND c.group_name = n.group_name
    WHERE p.is_first OR p.is_last
) AS p
JOIN (SELECT DISTINCT universe, basis FROM rules) AS u ON u.basis = p.basis
JOIN (VALUES ('first'), ('last')) AS e(position)
  ON (e.position = 'first' AND p.is_first) OR (e.position = 'last' AND p.is_last)
JOIN (SELECT DISTINCT group_name FROM asked) AS a ON a.group_name = p.group_name
GROUP BY u.universe, p.paper, a.group_name, e.position
