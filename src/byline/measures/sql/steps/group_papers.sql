-- Each paper with a group of countries on it: how many authors there, their credit, the mentions.
-- needs: slot_countries, asked_groups
SELECT c.universe, c.paper_id, g.group_name,
       COUNT(DISTINCT c.author_position) AS people,
       SUM(c.credit) AS credit,
       ARRAY_DISTINCT(FLATTEN(ARRAY_AGG(c.mentions))) AS mentions
FROM slot_countries AS c
JOIN asked_groups AS g ON g.country = c.country
GROUP BY c.universe, c.paper_id, g.group_name
