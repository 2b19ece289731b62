-- Times of events are UTC in units of 100 ns since 0001-01-01, so that nothing upstream sent is rounded;
-- the view events_readable shows them as instants. Days are yyyy-MM-dd.

CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    source   TEXT NOT NULL,
    id       TEXT NOT NULL,
    hash     BLOB NOT NULL,
    kind     TEXT NOT NULL,
    subject  TEXT NOT NULL,
    type     TEXT NOT NULL,
    team     TEXT NOT NULL, -- the team that wrote the event, with its sequence
    sequence INTEGER NOT NULL,
    declared TEXT, -- the teamid upstream sent
    item     TEXT,
    seq      INTEGER NOT NULL,
    op       INTEGER NOT NULL,
    time     INTEGER NOT NULL,
    recorded INTEGER NOT NULL,
    received INTEGER NOT NULL,
    batch    TEXT,
    data     TEXT NOT NULL,
    UNIQUE (source, id)
);

CREATE INDEX events_by_subject ON events (kind, subject);

CREATE VIEW events_readable AS
SELECT position, source, id, hex(hash) AS hash, kind, subject, type, team, sequence, declared, item, seq, op, batch, data,
       strftime('%Y-%m-%dT%H:%M:%fZ', time / 10000000.0 - 62135596800, 'unixepoch') AS time,
       strftime('%Y-%m-%dT%H:%M:%fZ', recorded / 10000000.0 - 62135596800, 'unixepoch') AS recorded,
       strftime('%Y-%m-%dT%H:%M:%fZ', received / 10000000.0 - 62135596800, 'unixepoch') AS received
FROM events;

CREATE TABLE subjects (
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
    done_on   TEXT,
    first_day TEXT,
    last_day  TEXT,
    title     TEXT NOT NULL,
    counts    BLOB NOT NULL,
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;

CREATE INDEX subjects_by_team ON subjects (team, kind);
CREATE INDEX subjects_by_party ON subjects (party) WHERE party IS NOT NULL;
CREATE INDEX subjects_by_parent ON subjects (parent) WHERE parent IS NOT NULL;

CREATE TABLE changes (
    team     TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    delta    BLOB NOT NULL,
    notes    BLOB NOT NULL,
    PRIMARY KEY (team, sequence)
) WITHOUT ROWID;

CREATE TABLE quarantine (
    key      INTEGER PRIMARY KEY AUTOINCREMENT,
    source   TEXT NOT NULL,
    id       TEXT NOT NULL,
    hash     BLOB NOT NULL,
    type     TEXT NOT NULL,
    code     TEXT NOT NULL,
    reason   TEXT NOT NULL,
    received INTEGER NOT NULL,
    state    INTEGER NOT NULL,
    raw      BLOB NOT NULL,
    UNIQUE (source, id, hash)
);

CREATE INDEX quarantine_by_state ON quarantine (state, key);
