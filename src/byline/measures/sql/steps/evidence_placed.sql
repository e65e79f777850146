-- Evidence: the mentions that name a country.
-- needs: mentions_heard
SELECT universe, paper, ARRAY_AGG(DISTINCT mention_id) AS mentions
FROM mentions_heard
WHERE country IS NOT NULL
GROUP BY universe, paper
