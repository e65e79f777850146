-- How many more countries the two witnesses could still agree on for an author, under `agree`: an
-- unresolved mention of one side may name what the other side gives or may itself name.
-- needs: rules, read_mentions, authors, heard_mentions
SELECT b.basis, a.paper_id, a.author_position,
       LEAST(COALESCE(p.unresolved, 1) + COALESCE(p.countries, 0) - COALESCE(g.agreed, 0),
             COALESCE(l.unresolved, 1) + COALESCE(l.countries, 0) - COALESCE(g.agreed, 0),
             COALESCE(p.unresolved, 1) + COALESCE(l.unresolved, 1)) AS unknown_count
FROM authors AS a
CROSS JOIN (SELECT DISTINCT basis, reading FROM rules WHERE witness = 'agree') AS b
LEFT JOIN (
    SELECT reading, paper_id, author_position, COUNT(DISTINCT country) AS countries,
           COUNT(DISTINCT CASE WHEN country IS NULL THEN mention_id END) AS unresolved
    FROM read_mentions WHERE side = 'byline' GROUP BY reading, paper_id, author_position
) AS p ON p.reading = b.reading AND p.paper_id = a.paper_id AND p.author_position = a.author_position
LEFT JOIN (
    SELECT reading, paper_id, author_position, COUNT(DISTINCT country) AS countries,
           COUNT(DISTINCT CASE WHEN country IS NULL THEN mention_id END) AS unresolved
    FROM read_mentions WHERE side = 'list' GROUP BY reading, paper_id, author_position
) AS l ON l.reading = b.reading AND l.paper_id = a.paper_id AND l.author_position = a.author_position
LEFT JOIN (
    SELECT basis, paper_id, author_position, COUNT(DISTINCT country) AS agreed
    FROM heard_mentions GROUP BY basis, paper_id, author_position
) AS g ON g.basis = b.basis AND g.paper_id = a.paper_id AND g.author_position = a.author_position
