-- One row for each author who counts and each sector the author works in; `unknown` where an affiliation
-- names no institution of a known sector, or nothing is heard. Sectors share the author equally.
-- needs: slots, author_institutions
SELECT lineup, paper, author, sector, weight / COUNT(*) OVER (PARTITION BY lineup, author) AS credit
FROM (
    SELECT DISTINCT s.lineup, s.paper, s.author, s.weight, COALESCE(i.sector, 'unknown') AS sector
    FROM slots AS s
    LEFT JOIN author_institutions AS i ON i.basis = s.basis AND i.author = s.author
) AS sectors
