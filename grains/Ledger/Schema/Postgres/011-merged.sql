-- Which record a merged one counts under, so that one whose standing record does not stand is found: it would count in nothing.

ALTER TABLE names ADD COLUMN merged_into text COLLATE "C";

CREATE INDEX names_merged ON names (kind, merged_into) WHERE merged_into IS NOT NULL;

-- Rows of merged records are folded again, and written with what is new.
UPDATE subjects SET basis = 0 WHERE stage = 'merged';
