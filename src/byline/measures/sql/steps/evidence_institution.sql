-- Evidence: the mentions that name the institution.
-- needs: rules, slots, placed_matches, heard_mentions, mention_sides
SELECT u.universe, s.paper, p.institution_id AS institution, ARRAY_AGG(DISTINCT m.mention_id) AS mentions
FROM slots AS s
JOIN (SELECT DISTINCT universe, lineup, reading FROM rules) AS u ON u.lineup = s.lineup
JOIN heard_mentions AS h ON h.basis = s.basis AND h.author = s.author
JOIN placed_matches AS p
  ON p.reading = u.reading AND p.mention = h.mention AND COALESCE(p.country, '') = COALESCE(h.country, '')
JOIN mention_sides AS m ON m.mention = h.mention
WHERE p.institution_id IS NOT NULL
GROUP BY u.universe, s.paper, p.institution_id
