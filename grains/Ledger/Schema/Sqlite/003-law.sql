-- What the law makes of a subject: a second parent, its open warnings, and the basis by which it was folded.
-- Rows of earlier releases have basis 0, so that they are folded again.

ALTER TABLE subjects ADD COLUMN also TEXT;
ALTER TABLE subjects ADD COLUMN watched INTEGER NOT NULL DEFAULT 0;
ALTER TABLE subjects ADD COLUMN watches BLOB NOT NULL DEFAULT x'';
ALTER TABLE subjects ADD COLUMN basis INTEGER NOT NULL DEFAULT 0;

DROP INDEX subjects_by_team;
CREATE INDEX subjects_by_team ON subjects (team, basis);
CREATE INDEX subjects_by_also ON subjects (also) WHERE also IS NOT NULL;
CREATE INDEX subjects_watched ON subjects (team) WHERE watched;
