-- Each paper that has all the groups asked for, or could have them once unresolved affiliations are known.
-- A requirement is a set of groups that must be met by `size` different authors: sets of one group always,
-- larger sets where the groups must come from distinct people (Hall's condition).
--   is_member     every requirement is met by authors whose countries are known
--   is_possible   every requirement could be met if each author with an unresolved affiliation met all
--   is_plausible  the same, with each unresolved affiliation adding one country at most
-- needs: rules, slots, slot_countries, paper_slots, asked, requirements
SELECT f.universe, f.paper_id,
       f.missing_sure = 0 AS is_member,
       f.missing_maybe = 0 AS is_possible,
       f.missing_maybe = 0 AND f.missing_groups <= f.unknown_count AS is_plausible,
       COALESCE(h.credit, 0) AS credit,
       COALESCE(h.credit, 0) + f.unknown_credit AS credit_possible,
       h.mentions
FROM (
    SELECT p.universe, p.paper_id, p.unknown_count, p.unknown_credit,
           SUM(CASE WHEN COALESCE(c.sure, 0) < q.size THEN 1 ELSE 0 END) AS missing_sure,
           SUM(CASE WHEN COALESCE(c.sure, 0) - COALESCE(c.shared, 0) + p.unknown_people < q.size
                    THEN 1 ELSE 0 END) AS missing_maybe,
           SUM(CASE WHEN q.size = 1 AND COALESCE(c.sure, 0) = 0 THEN 1 ELSE 0 END) AS missing_groups
    FROM paper_slots AS p
    JOIN (SELECT DISTINCT universe, authors FROM rules) AS u ON u.universe = p.universe
    JOIN (SELECT DISTINCT requirement, size FROM requirements) AS q
      ON q.size = 1 OR u.authors = 'distinct_people'
    LEFT JOIN (
        SELECT c.universe, c.paper_id, r.requirement,
               COUNT(DISTINCT c.author_position) AS sure,
               COUNT(DISTINCT CASE WHEN c.unknown_count > 0 THEN c.author_position END) AS shared
        FROM slot_countries AS c
        JOIN asked AS g ON g.country = c.country
        JOIN requirements AS r ON r.group_name = g.group_name
        GROUP BY c.universe, c.paper_id, r.requirement
    ) AS c ON c.universe = p.universe AND c.paper_id = p.paper_id AND c.requirement = q.requirement
    GROUP BY p.universe, p.paper_id, p.unknown_count, p.unknown_credit
) AS f
LEFT JOIN (
    SELECT c.universe, c.paper_id, SUM(c.credit) AS credit,
           ARRAY_DISTINCT(FLATTEN(ARRAY_AGG(c.mentions))) AS mentions
    FROM slot_countries AS c
    JOIN asked AS g ON g.country = c.country
    GROUP BY c.universe, c.paper_id
) AS h ON h.universe = f.universe AND h.paper_id = f.paper_id
WHERE f.missing_maybe = 0
