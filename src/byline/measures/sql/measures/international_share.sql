-- Papers whose authors are in two countries or more. The paper is the unit: fractional counting leaves it
-- whole, as the credit of all its countries together is the whole paper. Under `distinct_people` a second
-- author must have a country: then two people are in two countries.
-- needs: rules, paper_slots, slot_countries
SELECT universe, paper, is_member, TRUE AS is_possible,
       is_member OR countries + unknown_count >= 2 AS is_plausible,
       CAST(1 AS DOUBLE) AS credit, CAST(1 AS DOUBLE) AS credit_possible
FROM (
    SELECT u.universe, p.paper, p.unknown_count, COALESCE(c.countries, 0) AS countries,
           COALESCE(c.countries, 0) >= 2 AND (u.authors <> 'distinct_people' OR p.placed_count >= 2) AS is_member,
           p.unknown_count > 0 AND (u.authors <> 'distinct_people' OR p.able_people >= 2) AS is_possible
    FROM paper_slots AS p
    JOIN (SELECT DISTINCT universe, lineup, authors FROM rules) AS u ON u.lineup = p.lineup
    LEFT JOIN (
        SELECT lineup, paper, COUNT(DISTINCT country) AS countries FROM slot_countries GROUP BY lineup, paper
    ) AS c ON c.lineup = p.lineup AND c.paper = p.paper
) AS papers
WHERE is_member OR is_possible
