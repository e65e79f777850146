-- The rows to show even where they are zero: every group asked about.
-- needs: asked
SELECT DISTINCT group_name AS country FROM asked
