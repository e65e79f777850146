-- Each paper that has all the groups asked for, or could have them once unresolved affiliations are known.
-- A set of groups is met if as many different authors as it has groups are in one of them. Single groups must
-- be met always, larger sets where the groups must come from distinct people (Hall's condition).
--   is_member     the sets are met by authors whose countries are known
--   is_possible   the sets could be met if each author with an unresolved affiliation were in all groups
--   is_plausible  the same, with each unresolved affiliation adding one country at most
--   is_by_different_people  larger sets are met too
-- needs: rules, paper_slots, set_papers, requirements
-- kept
SELECT u.universe, p.paper, COALESCE(h.credit, 0) AS credit,
       COALESCE(h.credit, 0) + p.unknown_credit AS credit_possible,
       CASE WHEN u.authors = 'distinct_people' THEN COALESCE(h.sets_met, 0) = n.sets
            ELSE COALESCE(h.groups_met, 0) = n.groups END AS is_member,
       TRUE AS is_possible,
       n.groups - COALESCE(h.groups_met, 0) <= p.unknown_count AS is_plausible,
       COALESCE(h.sets_met, 0) = n.sets AS is_by_different_people
FROM paper_slots AS p
LEFT JOIN (
    SELECT lineup, paper, SUM(credit) AS credit,
           SUM(CASE WHEN sure >= size THEN 1 ELSE 0 END) AS sets_met,
           SUM(CASE WHEN size = 1 THEN 1 ELSE 0 END) AS groups_met,
           -- Sets that the known authors bring within reach, beyond those that unknown ones reach alone.
           SUM(CASE WHEN sure - shared + unknown_people >= size AND unknown_people < size THEN 1 ELSE 0 END)
               AS sets_reached
    FROM set_papers
    GROUP BY lineup, paper
) AS h ON h.lineup = p.lineup AND h.paper = p.paper
JOIN (SELECT DISTINCT universe, lineup, authors FROM rules) AS u ON u.lineup = p.lineup
CROSS JOIN (
    SELECT COUNT(DISTINCT requirement) AS sets, COUNT(DISTINCT group_name) AS groups FROM requirements
) AS n
LEFT JOIN (
    SELECT a.size, COUNT(DISTINCT b.requirement) AS sets
    FROM requirements AS a JOIN requirements AS b ON b.size <= a.size
    GROUP BY a.size
) AS r ON r.size = LEAST(p.unknown_people, n.groups)
WHERE n.groups > 0
  AND CASE WHEN u.authors = 'distinct_people'
           THEN COALESCE(h.sets_reached, 0) + COALESCE(r.sets, 0) = n.sets
           ELSE p.unknown_people > 0 OR COALESCE(h.groups_met, 0) = n.groups END
