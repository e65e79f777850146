-- Evidence: the mentions that name the one institution or the other.
-- needs: evidence_institution
SELECT a.universe, a.paper, a.institution AS institution_a, b.institution AS institution_b,
       ARRAY_CONCAT(a.mentions, b.mentions) AS mentions
FROM evidence_institution AS a
JOIN evidence_institution AS b
  ON b.universe = a.universe AND b.paper = a.paper AND a.institution < b.institution
