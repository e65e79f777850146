-- Every affiliation mention with the side that gives it: the byline or the venue's list. An e-mail domain
-- speaks for the byline only where no affiliation is printed for the author.
-- needs: authors
-- kept
SELECT author, ROW_NUMBER() OVER (ORDER BY mention_id) AS mention, mention_id,
       CASE WHEN witness = 'metadata' THEN 'list' ELSE 'byline' END AS side,
       CASE WHEN paper_pdf = 1 OR paper_list = 0 THEN 'byline' ELSE 'list' END AS preferred_side
FROM (
    SELECT a.author, m.mention_id, m.witness,
           MAX(CASE WHEN m.witness = 'pdf' THEN 1 ELSE 0 END) OVER (PARTITION BY a.author) AS author_pdf,
           MAX(CASE WHEN m.witness = 'pdf' THEN 1 ELSE 0 END) OVER (PARTITION BY a.paper) AS paper_pdf,
           MAX(CASE WHEN m.witness = 'metadata' THEN 1 ELSE 0 END) OVER (PARTITION BY a.paper) AS paper_list
    FROM affiliation_mentions AS m
    JOIN authors AS a ON a.paper_id = m.paper_id AND a.author_position = m.author_position
) AS seen
WHERE NOT (witness = 'email' AND author_pdf = 1)
