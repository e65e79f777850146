-- Evidence: the mentions that name a country asked about.
-- needs: mentions_heard, asked
SELECT h.universe, h.paper, ARRAY_AGG(DISTINCT h.mention_id) AS mentions
FROM mentions_heard AS h
JOIN asked AS g ON g.country = h.country
GROUP BY h.universe, h.paper
