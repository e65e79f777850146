-- Papers by how much of their affiliations is resolved: `all` authors who count have a country and nothing
-- unresolved beside it, `none` has one, `some` is the rest.
-- needs: rules, paper_slots
SELECT u.universe, p.paper,
       CASE WHEN p.resolved_count = p.slot_count THEN 'all'
            WHEN p.placed_count = 0 THEN 'none' ELSE 'some' END AS status,
       TRUE AS is_member, TRUE AS is_possible, TRUE AS is_plausible, CAST(1 AS DOUBLE) AS credit,
       CAST(1 AS DOUBLE) AS credit_possible
FROM paper_slots AS p
JOIN (SELECT DISTINCT universe, lineup FROM rules) AS u ON u.lineup = p.lineup
