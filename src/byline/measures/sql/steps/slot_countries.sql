-- One row for each author who counts and each country of the author: the author's credit for it and the
-- mentions that say so.
-- needs: slots, author_countries
SELECT s.universe, s.paper_id, s.author_position, c.country, s.unknown_count,
       MAX(s.weight / s.parts) AS credit,
       ARRAY_AGG(DISTINCT c.mention_id) AS mentions
FROM slots AS s
JOIN author_countries AS c
  ON c.basis = s.basis AND c.paper_id = s.paper_id AND c.author_position = s.author_position
GROUP BY s.universe, s.paper_id, s.author_position, c.country, s.unknown_count
