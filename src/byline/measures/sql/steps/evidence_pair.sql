-- Evidence: the mentions that name the one country or the other.
-- needs: evidence_country
SELECT a.universe, a.paper, a.country AS country_a, b.country AS country_b,
       ARRAY_CONCAT(a.mentions, b.mentions) AS mentions
FROM evidence_country AS a
JOIN evidence_country AS b ON b.universe = a.universe AND b.paper = a.paper AND a.country < b.country
