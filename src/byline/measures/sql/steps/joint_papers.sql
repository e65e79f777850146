-- Each paper that has all the groups asked for, or could have them once unresolved affiliations are known.
-- A requirement is a set of groups that must be met by `size` different authors: sets of one group always,
-- larger sets where the groups must come from distinct people (Hall's condition).
--   is_member     every requirement is met by authors whose countries are known
--   is_possible   every requirement could be met if each author with an unresolved affiliation met all
--   is_plausible  the same, with each unresolved affiliation adding one country at most
--   is_by_different_people  the sets of several groups are met too
-- needs: rules, slot_countries, paper_slots, asked, requirements
-- kept
SELECT u.universe, p.paper, p.credit, p.credit + p.unknown_credit AS credit_possible,
       CASE WHEN u.authors = 'distinct_people' THEN p.sets_met = n.sets
            ELSE p.groups_met = n.groups END AS is_member,
       TRUE AS is_possible,
       n.groups - p.groups_met <= p.unknown_count AS is_plausible,
       p.sets_met = n.sets AS is_by_different_people
FROM (
    SELECT p.lineup, p.paper, p.unknown_count, p.unknown_credit,
           SUM(CASE WHEN c.sure >= q.size THEN 1 ELSE 0 END) AS sets_met,
           SUM(CASE WHEN c.sure >= q.size AND q.size = 1 THEN 1 ELSE 0 END) AS groups_met,
           SUM(CASE WHEN COALESCE(c.sure - c.shared, 0) + p.unknown_people >= q.size
                    THEN 1 ELSE 0 END) AS sets_possible,
           SUM(CASE WHEN q.size = 1 AND COALESCE(c.sure - c.shared, 0) + p.unknown_people >= 1
                    THEN 1 ELSE 0 END) AS groups_possible,
           SUM(CASE WHEN q.size = 1 THEN COALESCE(c.credit, 0) ELSE 0 END) AS credit
    FROM paper_slots AS p
    CROSS JOIN (SELECT DISTINCT requirement, size FROM requirements) AS q
    LEFT JOIN (
        SELECT s.lineup, s.paper, r.requirement, COUNT(DISTINCT s.author) AS sure,
               COUNT(DISTINCT CASE WHEN s.has_unknown THEN s.author END) AS shared,
               SUM(s.credit) AS credit
        FROM slot_countries AS s
        JOIN asked AS g ON g.country = s.country
        JOIN requirements AS r ON r.group_name = g.group_name
        GROUP BY s.lineup, s.paper, r.requirement
    ) AS c ON c.lineup = p.lineup AND c.paper = p.paper AND c.requirement = q.requirement
    WHERE p.unknown_count > 0 OR c.sure IS NOT NULL
    GROUP BY p.lineup, p.paper, p.unknown_count, p.unknown_credit
) AS p
JOIN (SELECT DISTINCT universe, lineup, authors FROM rules) AS u ON u.lineup = p.lineup
CROSS JOIN (
    SELECT COUNT(DISTINCT requirement) AS sets, COUNT(DISTINCT group_name) AS groups FROM requirements
) AS n
WHERE CASE WHEN u.authors = 'distinct_people' THEN p.sets_possible = n.sets
           ELSE p.groups_possible = n.groups END
