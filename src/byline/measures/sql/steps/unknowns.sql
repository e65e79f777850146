-- How many affiliations of an author are unresolved under each basis; no row where nothing is heard.
-- Under `agree`: on how many more countries the two witnesses could still agree. Each new agreement pairs
-- an unresolved mention of one side with a country or an unresolved mention of the other; a side that says
-- nothing counts as one unresolved mention.
-- needs: rules, read_mentions, heard_mentions, author_countries, authors
SELECT h.basis, h.author, SUM(CASE WHEN h.country IS NULL THEN 1 ELSE 0 END) AS unknown_count
FROM heard_mentions AS h
JOIN (SELECT DISTINCT basis FROM rules WHERE witness <> 'agree') AS b ON b.basis = h.basis
GROUP BY h.basis, h.author
UNION ALL
SELECT b.basis, a.author,
       LEAST(COALESCE(s.byline_unresolved, 1) + COALESCE(s.byline_countries, 0) - COALESCE(g.agreed, 0),
             COALESCE(s.list_unresolved, 1) + COALESCE(s.list_countries, 0) - COALESCE(g.agreed, 0),
             COALESCE(s.byline_unresolved, 1) + COALESCE(s.list_unresolved, 1)) AS unknown_count
FROM authors AS a
CROSS JOIN (SELECT DISTINCT basis, reading FROM rules WHERE witness = 'agree') AS b
LEFT JOIN (
    SELECT reading, author,
           SUM(CASE WHEN side = 'byline' THEN unresolved END) AS byline_unresolved,
           SUM(CASE WHEN side = 'byline' THEN countries END) AS byline_countries,
           SUM(CASE WHEN side = 'list' THEN unresolved END) AS list_unresolved,
           SUM(CASE WHEN side = 'list' THEN countries END) AS list_countries
    FROM (
        SELECT reading, author, side, COUNT(DISTINCT country) AS countries,
               SUM(CASE WHEN country IS NULL THEN 1 ELSE 0 END) AS unresolved
        FROM read_mentions
        WHERE EXISTS (SELECT 1 FROM rules WHERE witness = 'agree')
        GROUP BY reading, author, side
    ) AS sides
    GROUP BY reading, author
) AS s ON s.reading = b.reading AND s.author = a.author
LEFT JOIN (
    SELECT basis, author, COUNT(*) AS agreed FROM author_countries GROUP BY basis, author
) AS g ON g.basis = b.basis AND g.author = a.author
