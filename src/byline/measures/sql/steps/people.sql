-- Every author under each basis: how many countries are known, how many affiliations are unresolved, and in
-- how many parts the author is shared. A byline that was not read could name anybody: 1,000 unresolved.
-- needs: rules, authors, author_countries, unknowns
-- kept
SELECT basis, paper, author, is_unread, is_first, is_last, author_count, known_count, unknown_count,
       GREATEST(known_count + unknown_count, 1) AS parts
FROM (
    SELECT b.basis, a.paper, a.author, a.is_unread, a.is_first, a.is_last, a.author_count,
           COALESCE(k.known_count, 0) AS known_count,
           CASE WHEN a.is_unread THEN 1000 ELSE COALESCE(n.unknown_count, 1) END AS unknown_count
    FROM authors AS a
    CROSS JOIN (SELECT DISTINCT basis FROM rules) AS b
    LEFT JOIN (
        SELECT basis, author, COUNT(*) AS known_count FROM author_countries GROUP BY basis, author
    ) AS k ON k.basis = b.basis AND k.author = a.author
    LEFT JOIN unknowns AS n ON n.basis = b.basis AND n.author = a.author
) AS counted
