-- Papers with at least one author in the country or group.
-- needs: country_papers
SELECT universe, paper, country, is_member, is_possible, is_plausible, credit, credit_possible
FROM country_papers
