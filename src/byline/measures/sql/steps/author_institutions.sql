-- The institutions of each author under each basis with country and sector; both NULL where a mention that
-- is heard names no institution. Under `agree` one without a country names none: there is nothing to agree on.
-- needs: rules, placed_matches, heard_mentions
-- kept
SELECT DISTINCT b.basis, m.author, m.country,
       CASE WHEN b.witness <> 'agree' OR m.country IS NOT NULL THEN m.institution_id END AS institution_id,
       CASE WHEN b.witness <> 'agree' OR m.country IS NOT NULL THEN i.sector END AS sector
FROM heard_mentions AS h
JOIN (SELECT DISTINCT basis, reading, witness FROM rules) AS b ON b.basis = h.basis
JOIN placed_matches AS m
  ON m.reading = b.reading AND m.mention = h.mention AND COALESCE(m.country, '') = COALESCE(h.country, '')
LEFT JOIN institutions AS i ON i.institution_id = m.institution_id
