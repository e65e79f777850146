-- One row for each author who counts and each institution of the author. Institutions share the author
-- equally, and so does, as one more, what names none.
-- needs: slots, author_institutions
SELECT lineup, paper, author, institution_id, country,
       weight / COUNT(*) OVER (PARTITION BY lineup, author) AS credit
FROM (
    SELECT s.lineup, s.paper, s.author, s.weight, i.institution_id, MIN(i.country) AS country
    FROM slots AS s
    LEFT JOIN author_institutions AS i ON i.basis = s.basis AND i.author = s.author
    GROUP BY s.lineup, s.paper, s.author, s.weight, i.institution_id
) AS institutions
