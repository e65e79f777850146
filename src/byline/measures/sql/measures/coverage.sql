-- Papers by how much of their affiliations is resolved: `all` authors who count have a country and nothing
-- unresolved beside it, `none` has one, `some` is the rest. Evidence is every mention heard.
-- needs: paper_slots, slots, heard_mentions
SELECT p.universe, p.paper_id,
       CASE WHEN p.resolved_count = p.slot_count THEN 'all'
            WHEN p.placed_count = 0 THEN 'none' ELSE 'some' END AS status,
       TRUE AS is_member, TRUE AS is_possible, TRUE AS is_plausible, CAST(1 AS DOUBLE) AS credit,
       CAST(1 AS DOUBLE) AS credit_possible, h.mentions AS evidence
FROM paper_slots AS p
LEFT JOIN (
    SELECT s.universe, s.paper_id, ARRAY_AGG(DISTINCT m.mention_id) AS mentions
    FROM slots AS s
    JOIN heard_mentions AS m
      ON m.basis = s.basis AND m.paper_id = s.paper_id AND m.author_position = s.author_position
    GROUP BY s.universe, s.paper_id
) AS h ON h.universe = p.universe AND h.paper_id = p.paper_id
