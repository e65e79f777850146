-- Author slots: each author who counts under each universe (basis and rule for authors), with how many
-- countries are known for the author, how many affiliations are unresolved, and the author's share of the
-- paper. A byline that was not read could name anybody: its unknowns are 1,000.
-- needs: rules, authors, heard_mentions, agreed_unknowns
-- kept
SELECT u.universe, u.basis, s.paper_id, s.author_position, s.is_unread, s.known_count, s.unknown_count,
       GREATEST(s.known_count + s.unknown_count, 1) AS parts,
       CAST(1 AS DOUBLE) / COUNT(*) OVER (PARTITION BY u.universe, s.paper_id) AS weight
FROM (
    SELECT b.basis, a.paper_id, a.author_position, a.is_unread, a.is_first, a.is_last,
           COALESCE(h.known_count, 0) AS known_count,
           CASE WHEN a.is_unread THEN 1000
                WHEN b.witness = 'agree' THEN g.unknown_count
                ELSE COALESCE(h.unresolved_count, 1) END AS unknown_count
    FROM authors AS a
    CROSS JOIN (SELECT DISTINCT basis, witness FROM rules) AS b
    LEFT JOIN (
        SELECT basis, paper_id, author_position, COUNT(DISTINCT country) AS known_count,
               COUNT(DISTINCT CASE WHEN country IS NULL THEN mention_id END) AS unresolved_count
        FROM heard_mentions GROUP BY basis, paper_id, author_position
    ) AS h ON h.basis = b.basis AND h.paper_id = a.paper_id AND h.author_position = a.author_position
    LEFT JOIN agreed_unknowns AS g
      ON g.basis = b.basis AND g.paper_id = a.paper_id AND g.author_position = a.author_position
) AS s
JOIN (SELECT DISTINCT universe, basis, authors FROM rules) AS u ON u.basis = s.basis
WHERE u.authors IN ('any', 'distinct_people')
   OR (u.authors = 'first' AND s.is_first)
   OR (u.authors = 'last' AND s.is_last)
