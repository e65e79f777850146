-- Evidence: the mentions of the first or last author that name a country of the group.
-- needs: rules, authors, heard_mentions, mention_sides, asked
SELECT u.universe, a.paper, g.group_name AS country, e.position, ARRAY_AGG(DISTINCT m.mention_id) AS mentions
FROM authors AS a
JOIN heard_mentions AS h ON h.author = a.author
JOIN (SELECT DISTINCT universe, basis FROM rules) AS u ON u.basis = h.basis
JOIN mention_sides AS m ON m.mention = h.mention
JOIN asked AS g ON g.country = h.country
JOIN (VALUES ('first'), ('last'), ('first_and_last')) AS e(position)
  ON (e.position <> 'last' AND a.is_first) OR (e.position <> 'first' AND a.is_last)
GROUP BY u.universe, a.paper, g.group_name, e.position
