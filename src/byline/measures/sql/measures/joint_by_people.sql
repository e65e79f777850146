-- Joint papers of the groups asked for by how they come to be joint: through different people, or only
-- through one person with several affiliations.
-- needs: joint_papers
SELECT universe, paper, CASE WHEN is_by_different_people THEN 'different_people' ELSE 'one_person' END AS joined_by,
       is_member, is_member AS is_possible, is_member AS is_plausible, credit, credit AS credit_possible
FROM joint_papers
WHERE is_member
