-- Papers whose authors are in two countries or more. The paper is the unit: fractional counting leaves it
-- whole, as the credit of all its countries together is the whole paper.
-- needs: rules, paper_slots, slot_countries
SELECT universe, paper_id, is_member, is_member OR is_possible AS is_possible,
       is_member OR (is_possible AND countries + unknown_count >= 2) AS is_plausible,
       CAST(1 AS DOUBLE) AS credit, CAST(1 AS DOUBLE) AS credit_possible, mentions AS evidence
FROM (
    SELECT p.universe, p.paper_id, p.unknown_count, COALESCE(c.countries, 0) AS countries, c.mentions,
           COALESCE(c.countries, 0) >= 2 AND (u.authors <> 'distinct_people' OR p.placed_count >= 2) AS is_member,
           p.unknown_count > 0 AND (u.authors <> 'distinct_people' OR p.able_people >= 2) AS is_possible
    FROM paper_slots AS p
    JOIN (SELECT DISTINCT universe, authors FROM rules) AS u ON u.universe = p.universe
    LEFT JOIN (
        SELECT universe, paper_id, COUNT(DISTINCT country) AS countries,
               ARRAY_DISTINCT(FLATTEN(ARRAY_AGG(mentions))) AS mentions
        FROM slot_countries GROUP BY universe, paper_id
    ) AS c ON c.universe = p.universe AND c.paper_id = p.paper_id
) AS papers
WHERE is_member OR is_possible
