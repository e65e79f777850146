-- Each paper with a group of countries on it: how many authors there, and their credit.
-- needs: slot_countries, grouping
-- kept
SELECT c.lineup, c.paper, g.group_name, COUNT(DISTINCT c.author) AS people, SUM(c.credit) AS credit
FROM slot_countries AS c
JOIN grouping AS g ON g.country = c.country
GROUP BY c.lineup, c.paper, g.group_name
