-- Who may see and send what: people, sources of events, and what is done with them. Times are milliseconds since 1970.

CREATE TABLE people (
    id               text NOT NULL PRIMARY KEY,
    name             text NOT NULL,
    normalized_name  text NOT NULL UNIQUE,
    display_name     text NOT NULL,
    roles            text NOT NULL,
    teams            text,
    password_hash    text,
    security_stamp   text NOT NULL,
    version          text NOT NULL,
    second_factor    boolean NOT NULL DEFAULT false,
    lockout_end      timestamptz,
    lockout_enabled  boolean NOT NULL DEFAULT true,
    failures         integer NOT NULL DEFAULT 0
);

CREATE TABLE people_claims (
    id     integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person text NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    type   text,
    value  text
);

CREATE TABLE people_logins (
    provider     text NOT NULL,
    key          text NOT NULL,
    display_name text,
    person       text NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    PRIMARY KEY (provider, key)
);

CREATE TABLE people_tokens (
    person   text NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    provider text NOT NULL,
    name     text NOT NULL,
    value    text,
    PRIMARY KEY (person, provider, name)
);

CREATE TABLE source_tokens (
    id        text NOT NULL PRIMARY KEY,
    name      text NOT NULL,
    hash      bytea NOT NULL UNIQUE,
    prefixes  text NOT NULL,
    teams     text,
    is_master boolean NOT NULL DEFAULT false,
    created   bigint NOT NULL,
    expires   bigint NOT NULL,
    last_used bigint,
    revoked   bigint
);

CREATE TABLE protection_keys (
    id   integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text,
    xml  text
);

-- Each entry holds the hash of the one before it, so that none can be changed or taken out unnoticed.
CREATE TABLE audit (
    position bigint NOT NULL PRIMARY KEY,
    at       bigint NOT NULL,
    actor    text NOT NULL,
    action   text NOT NULL,
    target   text NOT NULL,
    detail   text NOT NULL,
    hash     bytea NOT NULL
);
