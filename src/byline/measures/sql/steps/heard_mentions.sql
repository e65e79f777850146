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
SELECT b.basis, m.author, m.mention, a.country
FROM read_mentions AS m
JOIN (SELECT DISTINCT basis, reading FROM rules WHERE witness = 'agree') AS b ON b.reading = m.reading
LEFT JOIN (
    SELECT reading, author, country
    FROM read_mentions
    WHERE country IS NOT NULL
    GROUP BY reading, author, country
    HAVING MIN(side) <> MAX(side)
) AS a ON a.reading = m.reading AND a.author = m.author AND a.country = m.country
