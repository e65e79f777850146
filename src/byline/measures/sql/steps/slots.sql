-- Author slots: each author who counts under each line-up (basis, and everyone, first or last), with how
-- many countries are known, how many affiliations are unresolved, in how many parts the author is shared
-- and the author's weight in the paper. A byline that was not read could name anybody: 1,000 unresolved.
-- needs: rules, authors, author_countries, unknowns
-- kept
SELECT u.lineup, s.basis, s.paper, s.author, s.is_unread, s.known_count, s.unknown_count,
       GREATEST(s.known_count + s.unknown_count, 1) AS parts,
       CAST(1 AS DOUBLE) / CASE WHEN u.lineup_of = 'everyone' THEN s.author_count ELSE 1 END AS weight
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
) AS s
JOIN (SELECT DISTINCT lineup, lineup_of, basis FROM rules) AS u ON u.basis = s.basis
WHERE u.lineup_of = 'everyone'
   OR (u.lineup_of = 'first' AND s.is_first)
   OR (u.lineup_of = 'last' AND s.is_last)
