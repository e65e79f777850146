-- The countries of each author under each basis.
-- needs: heard_mentions
-- kept
SELECT DISTINCT basis, author, country
FROM heard_mentions
WHERE country IS NOT NULL
