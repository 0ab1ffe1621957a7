-- Which parts of an answer of the survey are assumed, by their names with a blank between: the answer itself, its source, who
-- finds out. Before, only whether the answer itself was.
ALTER TABLE situation_answer ADD COLUMN assumed_fields TEXT NOT NULL DEFAULT '';
UPDATE situation_answer SET assumed_fields = 'words' WHERE assumed = 1;
ALTER TABLE situation_answer DROP COLUMN assumed;
