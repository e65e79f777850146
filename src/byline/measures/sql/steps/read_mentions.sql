-- The countries each mention names under each reading; NULL where it names none.
-- needs: placed_matches
-- kept
SELECT DISTINCT reading, author, side, preferred_side, mention, country
FROM placed_matches
