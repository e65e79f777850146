-- Each paper for each group asked about (every country where none is): those with an author there, and those
-- that could have one. Papers with an author who has no country count for `unresolved` where none is asked.
-- needs: asked, asked_groups, group_papers, paper_slots, heard_mentions, slots
SELECT g.universe, g.paper_id, g.group_name AS country, TRUE AS is_member, TRUE AS is_possible,
       TRUE AS is_plausible, g.credit, g.credit + p.unknown_credit AS credit_possible, g.mentions
FROM group_papers AS g
JOIN paper_slots AS p ON p.universe = g.universe AND p.paper_id = g.paper_id
UNION ALL
SELECT p.universe, p.paper_id, a.group_name AS country, FALSE AS is_member, TRUE AS is_possible,
       TRUE AS is_plausible, CAST(0 AS DOUBLE) AS credit, p.unknown_credit AS credit_possible, NULL AS mentions
FROM paper_slots AS p
CROSS JOIN (SELECT DISTINCT group_name FROM asked_groups) AS a
LEFT JOIN group_papers AS g
  ON g.universe = p.universe AND g.paper_id = p.paper_id AND g.group_name = a.group_name
WHERE p.unknown_count > 0 AND g.paper_id IS NULL
UNION ALL
SELECT p.universe, p.paper_id, 'unresolved' AS country, TRUE AS is_member, TRUE AS is_possible,
       TRUE AS is_plausible, p.unplaced_credit AS credit, p.unplaced_credit AS credit_possible, u.mentions
FROM paper_slots AS p
LEFT JOIN (
    SELECT s.universe, s.paper_id, ARRAY_AGG(DISTINCT h.mention_id) AS mentions
    FROM slots AS s
    JOIN heard_mentions AS h
      ON h.basis = s.basis AND h.paper_id = s.paper_id AND h.author_position = s.author_position
    WHERE h.country IS NULL
    GROUP BY s.universe, s.paper_id
) AS u ON u.universe = p.universe AND u.paper_id = p.paper_id
WHERE p.resolved_count < p.slot_count AND NOT EXISTS (SELECT 1 FROM asked)
