-- Every author of the papers in scope, with a number each (`author`) to join on. A paper whose byline was
-- not read has one row, at position 0.
-- needs: scope
-- kept
SELECT ROW_NUMBER() OVER (ORDER BY p.paper, a.author_position) AS author, p.paper, p.paper_id,
       COALESCE(a.author_position, 0) AS author_position,
       a.author_position IS NULL AS is_unread,
       COALESCE(a.author_position = MIN(a.author_position) OVER (PARTITION BY p.paper), TRUE) AS is_first,
       COALESCE(a.author_position = MAX(a.author_position) OVER (PARTITION BY p.paper), TRUE) AS is_last,
       COUNT(*) OVER (PARTITION BY p.paper) AS author_count
FROM (SELECT DISTINCT paper, paper_id FROM scope) AS p
LEFT JOIN (SELECT DISTINCT paper_id, author_position FROM authorships) AS a ON a.paper_id = p.paper_id
