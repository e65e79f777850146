-- Evidence: every mention heard of the authors who count, with the country it gives, one row a country.
-- needs: rules, slots, heard_mentions, mention_sides
SELECT u.universe, s.paper, h.country, m.mention_id
FROM slots AS s
JOIN (SELECT DISTINCT universe, lineup FROM rules) AS u ON u.lineup = s.lineup
JOIN heard_mentions AS h ON h.basis = s.basis AND h.author = s.author
JOIN mention_sides AS m ON m.mention = h.mention
