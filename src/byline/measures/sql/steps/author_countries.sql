-- The countries of each author under each basis, with the mentions that say so: one row a mention.
-- needs: heard_mentions
SELECT DISTINCT basis, paper_id, author_position, country, mention_id
FROM heard_mentions
WHERE country IS NOT NULL
