-- Each paper under each line-up: how many authors count, how many have a country, how many affiliations
-- and people are unresolved, how many people have or could have a country, and how much of the paper's
-- credit is unresolved (`unknown`) or without a country (`unplaced`, with witnesses that disagree).
-- needs: slots
-- kept
SELECT lineup, paper,
       COUNT(*) AS slot_count,
       SUM(CASE WHEN known_count > 0 THEN 1 ELSE 0 END) AS placed_count,
       SUM(CASE WHEN known_count > 0 AND unknown_count = 0 THEN 1 ELSE 0 END) AS resolved_count,
       SUM(unknown_count) AS unknown_count,
       SUM(CASE WHEN is_unread THEN 1000 WHEN unknown_count > 0 THEN 1 ELSE 0 END) AS unknown_people,
       SUM(CASE WHEN is_unread THEN 1000 WHEN known_count + unknown_count > 0 THEN 1 ELSE 0 END) AS able_people,
       SUM(weight * unknown_count / parts) AS unknown_credit,
       SUM(weight * (parts - known_count) / parts) AS unplaced_credit
FROM slots
GROUP BY lineup, paper
