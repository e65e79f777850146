-- Each paper with a group of countries on it: its first and last author there, and their credit.
-- needs: slot_countries, grouping
-- kept
SELECT c.lineup, c.paper, g.group_name, MIN(c.author) AS one_author, MAX(c.author) AS other_author,
       SUM(c.credit) AS credit
FROM slot_countries AS c
JOIN grouping AS g ON g.country = c.country
GROUP BY c.lineup, c.paper, g.group_name
