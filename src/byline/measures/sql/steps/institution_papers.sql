-- Each paper with an institution on it, its group where the question asks about groups, its first and last
-- author there, and their credit.
-- needs: slot_institutions, asked
-- kept
SELECT s.lineup, s.paper, s.institution_id, COALESCE(g.group_name, '') AS group_name,
       MIN(s.author) AS one_author, MAX(s.author) AS other_author, SUM(s.credit) AS credit
FROM slot_institutions AS s
LEFT JOIN asked AS g ON g.country = s.country
WHERE s.institution_id IS NOT NULL AND (g.group_name IS NOT NULL OR NOT EXISTS (SELECT 1 FROM asked))
GROUP BY s.lineup, s.paper, s.institution_id, COALESCE(g.group_name, '')
