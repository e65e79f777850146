-- The papers that meet the question: joint papers of the groups asked about, all papers where none is.
-- needs: asked, joint_papers, all_papers
SELECT universe, paper, TRUE AS is_member, CAST(1 AS DOUBLE) AS credit FROM joint_papers WHERE is_member
UNION ALL
SELECT universe, paper, is_member, credit FROM all_papers WHERE NOT EXISTS (SELECT 1 FROM asked)
