-- The papers a question is about, once for each choice of tracks, with a number each (`paper`) to join on.
-- needs: track_choices, wanted
-- kept
SELECT DISTINCT t.tracks, DENSE_RANK() OVER (ORDER BY p.paper_id) AS paper,
       p.paper_id, p.venue, p.year, p.track, p.source, p.page_count
FROM papers AS p
JOIN track_choices AS t ON t.track IS NULL OR t.track = p.track
WHERE (NOT EXISTS (SELECT 1 FROM wanted WHERE kind = 'venue')
       OR p.venue IN (SELECT value FROM wanted WHERE kind = 'venue'))
  AND (NOT EXISTS (SELECT 1 FROM wanted WHERE kind = 'year')
       OR CAST(p.year AS VARCHAR) IN (SELECT value FROM wanted WHERE kind = 'year'))
  AND (NOT EXISTS (SELECT 1 FROM wanted WHERE kind = 'source')
       OR p.source IN (SELECT value FROM wanted WHERE kind = 'source'))
