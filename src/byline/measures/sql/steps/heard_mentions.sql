-- The mentions that count under each basis (witness and reading). Under `agree` a mention keeps its country
-- only where the other side gives the author the same one.
-- needs: rules, read_mentions
-- kept
SELECT b.basis, m.author, m.mention, m.country
FROM read_mentions AS m
JOIN (SELECT DISTINCT basis, reading, witness FROM rules) AS b
  ON b.reading = m.reading
 AND m.side = CASE b.witness WHEN 'pdf' THEN 'byline'
                             WHEN 'metadata' THEN 'list'
                             WHEN 'prefer_pdf' THEN m.preferred_side END
UNION ALL
SELECT b.basis, m.author, m.mention, CASE WHEN m.first_side <> m.last_side THEN m.country END AS country
FROM (
    SELECT reading, author, mention, country,
           MIN(side) OVER (PARTITION BY reading, author, country) AS first_side,
           MAX(side) OVER (PARTITION BY reading, author, country) AS last_side
    FROM read_mentions
    WHERE EXISTS (SELECT 1 FROM rules WHERE witness = 'agree')
) AS m
JOIN (SELECT DISTINCT basis, reading FROM rules WHERE witness = 'agree') AS b ON b.reading = m.reading
