-- Evidence: all mentions heard for the paper.
-- needs: mentions_heard
SELECT universe, paper, ARRAY_AGG(DISTINCT mention_id) AS mentions
FROM mentions_heard
GROUP BY universe, paper
