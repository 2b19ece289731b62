-- On-site screens and the scenes they show. Of a screen's secrets only hashes are kept. Times are milliseconds since 1970.

CREATE TABLE scenes (
    id      TEXT NOT NULL PRIMARY KEY,
    content TEXT NOT NULL
);

CREATE TABLE screens (
    id            TEXT NOT NULL PRIMARY KEY,
    number        INTEGER NOT NULL,
    name          TEXT NOT NULL,
    place         TEXT NOT NULL,
    scene         TEXT NOT NULL,
    pairing_hash  TEXT NOT NULL,
    hash          TEXT,
    previous_hash TEXT,
    renewed       INTEGER NOT NULL,
    created       INTEGER NOT NULL,
    revoked       INTEGER,
    last_seen     INTEGER,
    build         TEXT,
    resolution    TEXT
);
