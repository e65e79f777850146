-- Every author of the papers in scope. A paper whose byline was not read has one row, at position 0.
-- needs: scope
-- kept
SELECT p.paper_id,
       COALESCE(a.author_position, 0) AS author_position,
       a.author_position IS NULL AS is_unread,
       COALESCE(a.author_position = MIN(a.author_position) OVER (PARTITION BY p.paper_id), TRUE) AS is_first,
       COALESCE(a.author_position = MAX(a.author_position) OVER (PARTITION BY p.paper_id), TRUE) AS is_last
FROM (SELECT DISTINCT paper_id FROM scope) AS p
LEFT JOIN (SELECT DISTINCT paper_id, author_position FROM authorships) AS a ON a.paper_id = p.paper_id
