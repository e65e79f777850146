-- What each match of a mention names under each reading of country: an institution, a country, or neither.
-- A reading is a choice of site or home and of what is counted with China.
-- needs: rules, mention_sides
-- kept
SELECT reading, author, side, preferred_side, mention, institution_id,
       CASE WHEN placed IN ('HK', 'MO') AND hong_kong_macau_taiwan <> 'separate' THEN 'CN'
            WHEN placed = 'TW' AND hong_kong_macau_taiwan = 'hk_mo_tw_with_cn' THEN 'CN'
            ELSE placed END AS country
FROM (
    SELECT r.reading, r.hong_kong_macau_taiwan, m.author, m.side, m.preferred_side, m.mention,
           x.institution_id,
           CASE r.country_of WHEN 'site' THEN COALESCE(x.site_country, x.home_country)
                             WHEN 'home' THEN COALESCE(x.home_country, x.site_country)
                             ELSE x.site_country END AS placed
    FROM mention_sides AS m
    LEFT JOIN affiliation_matches AS x ON x.mention_id = m.mention_id
    CROSS JOIN (SELECT DISTINCT reading, country_of, hong_kong_macau_taiwan FROM rules) AS r
) AS placed_mentions
