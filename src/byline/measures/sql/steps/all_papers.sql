-- Every paper in scope under every universe: the denominator of most shares.
-- needs: paper_slots
SELECT universe, paper_id, TRUE AS is_member, CAST(1 AS DOUBLE) AS credit
FROM paper_slots
