-- The mentions that count under each basis (witness and reading). Under `agree` a mention keeps its country
-- only where the other side gives the author the same one.
-- needs: rules, read_mentions
-- kept
SELECT b.basis, m.paper_id, m.author_position, m.mention_id, m.country
FROM read_mentions AS m
JOIN (SELECT DISTINCT basis, reading, witness FROM rules) AS b
  ON b.reading = m.reading
 AND m.side = CASE b.witness WHEN 'pdf' THEN 'byline'
                             WHEN 'metadata' THEN 'list'
                             WHEN 'prefer_pdf' THEN m.preferred_side END
UNION ALL
SELECT basis, paper_id, author_position, mention_id,
       CASE WHEN first_side <> last_side THEN country END AS country
FROM (
    SELECT b.basis, m.paper_id, m.author_position, m.mention_id, m.country,
           MIN(m.side) OVER (PARTITION BY b.basis, m.paper_id, m.author_position, m.country) AS first_side,
           MAX(m.side) OVER (PARTITION BY b.basis, m.paper_id, m.author_position, m.country) AS last_side
    FROM read_mentions AS m
    JOIN (SELECT DISTINCT basis, reading FROM rules WHERE witness = 'agree') AS b ON b.reading = m.reading
) AS compared
