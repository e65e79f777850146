-- One row for each author who counts and each group asked about that the author is in; authors in none have
-- one row without a group. What is shuffled to see how many joint papers chance would give.
-- needs: rules, scope, slots, slot_countries, asked
SELECT u.universe, p.tracks, p.venue, p.year, p.paper, s.author, c.group_name
FROM slots AS s
JOIN (SELECT DISTINCT universe, lineup FROM rules) AS u ON u.lineup = s.lineup
JOIN scope AS p ON p.paper = s.paper
LEFT JOIN (
    SELECT DISTINCT c.lineup, c.author, g.group_name
    FROM slot_countries AS c
    JOIN asked AS g ON g.country = c.country
) AS c ON c.lineup = s.lineup AND c.author = s.author
