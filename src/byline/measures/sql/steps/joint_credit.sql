-- The joint papers with the credit that the groups asked about hold.
-- needs: joint_papers
SELECT universe, paper, is_member, credit
FROM joint_papers
WHERE is_member
