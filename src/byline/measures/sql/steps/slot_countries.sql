-- One row for each author who counts and each country of the author, with the author's credit for it.
-- needs: slots, author_countries
-- kept
SELECT s.lineup, s.paper, s.author, c.country, s.unknown_count > 0 AS has_unknown, s.weight / s.parts AS credit
FROM slots AS s
JOIN author_countries AS c ON c.basis = s.basis AND c.author = s.author
