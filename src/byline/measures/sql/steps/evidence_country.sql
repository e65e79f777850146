-- Evidence: the mentions that name the country or a country of the group; of `unresolved`, those that name none.
-- needs: mentions_heard, grouping
SELECT h.universe, h.paper, COALESCE(g.group_name, 'unresolved') AS country,
       ARRAY_AGG(DISTINCT h.mention_id) AS mentions
FROM mentions_heard AS h
LEFT JOIN grouping AS g ON g.country = h.country
WHERE g.group_name IS NOT NULL OR h.country IS NULL
GROUP BY h.universe, h.paper, COALESCE(g.group_name, 'unresolved')
