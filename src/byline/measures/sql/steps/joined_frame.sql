-- The rows to show even where they are zero: the two ways in which a paper comes to be joint.
SELECT joined_by FROM (VALUES ('different_people'), ('one_person')) AS given(joined_by)
