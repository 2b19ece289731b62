-- Who may see and send what: people, sources of events, and what is done with them. Times are milliseconds since 1970.

CREATE TABLE people (
    id               TEXT NOT NULL PRIMARY KEY,
    name             TEXT NOT NULL,
    normalized_name  TEXT NOT NULL UNIQUE,
    display_name     TEXT NOT NULL,
    roles            TEXT NOT NULL,
    teams            TEXT,
    password_hash    TEXT,
    security_stamp   TEXT NOT NULL,
    version          TEXT NOT NULL,
    second_factor    INTEGER NOT NULL DEFAULT 0,
    lockout_end      TEXT,
    lockout_enabled  INTEGER NOT NULL DEFAULT 1,
    failures         INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE people_claims (
    id     INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    type   TEXT,
    value  TEXT
);

CREATE TABLE people_logins (
    provider     TEXT NOT NULL,
    key          TEXT NOT NULL,
    display_name TEXT,
    person       TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    PRIMARY KEY (provider, key)
);

CREATE TABLE people_tokens (
    person   TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    provider TEXT NOT NULL,
    name     TEXT NOT NULL,
    value    TEXT,
    PRIMARY KEY (person, provider, name)
);

CREATE TABLE source_tokens (
    id        TEXT NOT NULL PRIMARY KEY,
    name      TEXT NOT NULL,
    hash      BLOB NOT NULL UNIQUE,
    prefixes  TEXT NOT NULL,
    teams     TEXT,
    is_master INTEGER NOT NULL DEFAULT 0,
    created   INTEGER NOT NULL,
    expires   INTEGER NOT NULL,
    last_used INTEGER,
    revoked   INTEGER
);

CREATE TABLE protection_keys (
    id   INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT,
    xml  TEXT
);

-- Each entry holds the hash of the one before it, so that none can be changed or taken out unnoticed.
CREATE TABLE audit (
    position INTEGER NOT NULL PRIMARY KEY,
    at       INTEGER NOT NULL,
    actor    TEXT NOT NULL,
    action   TEXT NOT NULL,
    target   TEXT NOT NULL,
    detail   TEXT NOT NULL,
    hash     BLOB NOT NULL
);
