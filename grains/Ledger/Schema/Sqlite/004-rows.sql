-- A subject's row is found by its number: an update then touches its own page only, and indexes hold a number instead of the whole key.
-- Rows stand in the order in which they came, so that what is changed together stands together.

CREATE TABLE subjects_by_number (
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
    counts    BLOB NOT NULL,
    watched   INTEGER NOT NULL,
    watches   BLOB NOT NULL,
    basis     INTEGER NOT NULL,
    PRIMARY KEY (kind, id)
);

INSERT INTO subjects_by_number
SELECT kind, id, revision, team, declared, item, stage, open, party, parent, also, done_on, first_day, last_day, title, counts,
       watched, watches, basis
FROM subjects;

DROP TABLE subjects;
ALTER TABLE subjects_by_number RENAME TO subjects;

CREATE INDEX subjects_by_team ON subjects (team, basis);
CREATE INDEX subjects_by_party ON subjects (party) WHERE party IS NOT NULL;
CREATE INDEX subjects_by_parent ON subjects (parent) WHERE parent IS NOT NULL;
CREATE INDEX subjects_by_also ON subjects (also) WHERE also IS NOT NULL;
CREATE INDEX subjects_watched ON subjects (team) WHERE watched;

-- A change is too long for a page of a table that is its own index.

CREATE TABLE changes_by_number (
    team     TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    delta    BLOB NOT NULL,
    notes    BLOB NOT NULL,
    PRIMARY KEY (team, sequence)
);

INSERT INTO changes_by_number (team, sequence, at, delta, notes) SELECT team, sequence, at, delta, notes FROM changes;
DROP TABLE changes;
ALTER TABLE changes_by_number RENAME TO changes;

-- Who signed which act, so that the acts of an officer are found without reading every event.

CREATE TABLE signatures (
    certificate TEXT NOT NULL,
    kind        TEXT NOT NULL,
    subject     TEXT NOT NULL,
    PRIMARY KEY (certificate, kind, subject)
) WITHOUT ROWID;

INSERT OR IGNORE INTO signatures (certificate, kind, subject)
SELECT certificate, kind, subject
FROM (
    SELECT e.kind, e.subject,
           CASE o.type WHEN 'text' THEN o.value WHEN 'object' THEN json_extract(o.value, '$.certNo') END AS certificate
    FROM events e CROSS JOIN json_each(e.data, '$.officers') o
    WHERE e.type IN ('inspection.started', 'case.filed', 'case.onSpotDecided'))
WHERE certificate IS NOT NULL;
