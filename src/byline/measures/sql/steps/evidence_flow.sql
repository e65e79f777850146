-- Evidence: the mentions that name the country, and the places where the paper names the technologies that
-- were developed there.
-- needs: evidence_technology
SELECT e.universe, e.paper, e.country, t.home_country AS developed_in,
       ARRAY_DISTINCT(FLATTEN(ARRAY_AGG(e.mentions))) AS mentions
FROM evidence_technology AS e
JOIN technologies AS t ON t.technology_id = e.technology
GROUP BY e.universe, e.paper, e.country, t.home_country
