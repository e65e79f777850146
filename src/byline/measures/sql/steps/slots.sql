-- Author slots: each author who counts under each line-up (basis, and everyone, first or last), with the
-- author's weight in the paper.
-- needs: rules, people
-- kept
SELECT u.lineup, s.basis, s.paper, s.author, s.is_unread, s.known_count, s.unknown_count, s.parts,
       CAST(1 AS DOUBLE) / CASE WHEN u.lineup_of = 'everyone' THEN s.author_count ELSE 1 END AS weight
FROM people AS s
JOIN (SELECT DISTINCT lineup, lineup_of, basis FROM rules) AS u ON u.basis = s.basis
WHERE u.lineup_of = 'everyone'
   OR (u.lineup_of = 'first' AND s.is_first)
   OR (u.lineup_of = 'last' AND s.is_last)
