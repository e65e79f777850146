-- The groups a question asks about with their countries; every country by itself where it asks about none.
-- needs: asked, author_countries
SELECT group_name, country FROM asked
UNION ALL
SELECT DISTINCT country AS group_name, country FROM author_countries WHERE NOT EXISTS (SELECT 1 FROM asked)
