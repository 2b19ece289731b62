-- What a subject is found by changes once or twice in its life, its row with every event: each stands in a table of its own, so that the
-- row is short. No index is kept of it: whoever looks for doubles reads all of it, now and then, and not with every event.
-- The number that both tables share is a column now, since SQLite may renumber rows without one.

CREATE TABLE subjects_with_number (
    number    INTEGER PRIMARY KEY,
    kind      TEXT NOT NULL,
    id        TEXT NOT NULL,
    revision  INTEGER NOT NULL,
    team      TEXT NOT NULL,
    declared  TEXT,
    item      TEXT,
    stage     TEXT NOT NULL,
    open      INTEGER NOT NULL,
    party     TEXT,
    parent    TEXT,
    also      TEXT,
    done_on   TEXT,
    first_day TEXT,
    last_day  TEXT,
    title     TEXT NOT NULL,
    former    TEXT,
    marks     TEXT,
    counts    BLOB NOT NULL,
    watched   INTEGER NOT NULL,
    watches   BLOB NOT NULL,
    basis     INTEGER NOT NULL,
    last      INTEGER NOT NULL,
    UNIQUE (kind, id)
);

INSERT INTO subjects_with_number
SELECT rowid, kind, id, revision, team, declared, item, stage, open, party, parent, also, done_on, first_day, last_day, title, former,
       marks, counts, watched, watches, basis, last
FROM subjects;

CREATE TABLE names (
    subject INTEGER PRIMARY KEY,
    kind    TEXT NOT NULL,
    search  TEXT NOT NULL,
    case_no TEXT,
    doc_no  TEXT,
    id_form TEXT
);

INSERT INTO names SELECT rowid, kind, search, case_no, doc_no, id_form FROM subjects;

DROP TABLE subjects;
ALTER TABLE subjects_with_number RENAME TO subjects;

CREATE INDEX subjects_by_team ON subjects (team, basis);
CREATE INDEX subjects_by_party ON subjects (party) WHERE party IS NOT NULL;
CREATE INDEX subjects_by_parent ON subjects (parent) WHERE parent IS NOT NULL;
CREATE INDEX subjects_by_also ON subjects (also) WHERE also IS NOT NULL;
CREATE INDEX subjects_watched ON subjects (team) WHERE watched;
CREATE INDEX subjects_renamed ON subjects (former) WHERE former IS NOT NULL;
CREATE INDEX subjects_marked ON subjects (marks) WHERE marks IS NOT NULL;
