-- Papers with at least one author in the country or group.
-- needs: country_papers
SELECT universe, paper_id, country, is_member, is_possible, is_plausible, credit, credit_possible,
       mentions AS evidence
FROM country_papers
