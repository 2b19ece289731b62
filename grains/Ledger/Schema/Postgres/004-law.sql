-- What the law makes of a subject: a second parent, its open warnings, and the basis by which it was folded.
-- Rows of earlier releases have basis 0, so that they are folded again. watched, not watches, stands in the index: it seldom changes.

ALTER TABLE subjects ADD COLUMN also text COLLATE "C";
ALTER TABLE subjects ADD COLUMN watched boolean NOT NULL DEFAULT false;
ALTER TABLE subjects ADD COLUMN watches bytea NOT NULL DEFAULT '';
ALTER TABLE subjects ADD COLUMN basis bigint NOT NULL DEFAULT 0;

DROP INDEX subjects_by_team;
CREATE INDEX subjects_by_team ON subjects (team, basis);
CREATE INDEX subjects_by_also ON subjects (also) WHERE also IS NOT NULL;
CREATE INDEX subjects_watched ON subjects (team) WHERE watched;
