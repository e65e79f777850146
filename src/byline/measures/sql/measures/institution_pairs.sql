-- Papers with authors at both institutions. Where countries are asked about, the two institutions are in
-- different ones. Under `distinct_people` two different authors must be there.
-- needs: rules, asked, asked_papers, institution_papers
SELECT u.universe, a.paper, a.institution_id AS institution_a, b.institution_id AS institution_b,
       TRUE AS is_member, TRUE AS is_possible, TRUE AS is_plausible, MAX(a.credit + b.credit) AS credit,
       MAX(a.credit + b.credit) AS credit_possible
FROM institution_papers AS a
JOIN institution_papers AS b
  ON b.lineup = a.lineup AND b.paper = a.paper AND a.institution_id < b.institution_id
JOIN (SELECT DISTINCT universe, lineup, authors FROM rules) AS u ON u.lineup = a.lineup
JOIN asked_papers AS p ON p.universe = u.universe AND p.paper = a.paper
WHERE (u.authors <> 'distinct_people' OR a.one_author <> a.other_author OR b.one_author <> b.other_author
       OR a.one_author <> b.one_author)
  AND (a.group_name <> b.group_name OR (SELECT COUNT(DISTINCT group_name) FROM asked) < 2)
GROUP BY u.universe, a.paper, a.institution_id, b.institution_id
