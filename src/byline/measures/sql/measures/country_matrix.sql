-- Papers with authors in both countries, for every pair at once. Under `distinct_people` two different
-- authors must be there: all but the papers where one and the same author is the only one in both.
-- needs: rules, group_papers
SELECT u.universe, a.paper, a.group_name AS country_a, b.group_name AS country_b, TRUE AS is_member,
       TRUE AS is_possible, TRUE AS is_plausible, a.credit + b.credit AS credit,
       a.credit + b.credit AS credit_possible
FROM group_papers AS a
JOIN group_papers AS b ON b.lineup = a.lineup AND b.paper = a.paper AND a.group_name < b.group_name
JOIN (SELECT DISTINCT universe, lineup, authors FROM rules) AS u ON u.lineup = a.lineup
WHERE u.authors <> 'distinct_people'
   OR a.one_author <> a.other_author OR b.one_author <> b.other_author OR a.one_author <> b.one_author
