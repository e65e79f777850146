-- The rows to show even where they are zero: the three states of a paper's affiliations.
SELECT status FROM (VALUES ('all'), ('some'), ('none')) AS given(status)
