-- Papers whose authors are in all of the countries or groups asked for.
-- needs: joint_papers
SELECT universe, paper, is_member, is_possible, is_plausible, credit, credit_possible
FROM joint_papers
