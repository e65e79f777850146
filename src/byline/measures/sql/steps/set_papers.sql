-- Each paper with an author in a set of groups asked about (see joint_papers): how many authors are in it,
-- how many of them have an unresolved affiliation too, and, for single groups, their credit.
-- needs: slot_countries, paper_slots, asked, requirements
SELECT c.lineup, c.paper, c.requirement, c.size, p.unknown_people, c.sure, c.shared, c.credit
FROM (
    SELECT lineup, paper, requirement, size, COUNT(*) AS sure,
           SUM(CASE WHEN has_unknown THEN 1 ELSE 0 END) AS shared,
           SUM(CASE WHEN size = 1 THEN credit ELSE 0 END) AS credit
    FROM (
        SELECT s.lineup, s.paper, s.author, s.has_unknown, r.requirement, r.size, SUM(s.credit) AS credit
        FROM slot_countries AS s
        JOIN asked AS g ON g.country = s.country
        JOIN requirements AS r ON r.group_name = g.group_name
        GROUP BY s.lineup, s.paper, s.author, s.has_unknown, r.requirement, r.size
    ) AS people
    GROUP BY lineup, paper, requirement, size
) AS c
JOIN paper_slots AS p ON p.lineup = c.lineup AND p.paper = c.paper
