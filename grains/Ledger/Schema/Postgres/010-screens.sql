-- On-site screens and the scenes they show. Of a screen's secrets only hashes are kept. Times are milliseconds since 1970.

CREATE TABLE scenes (
    id      text NOT NULL PRIMARY KEY,
    content text NOT NULL
);

CREATE TABLE screens (
    id            text NOT NULL PRIMARY KEY,
    number        integer NOT NULL,
    name          text NOT NULL,
    place         text NOT NULL,
    scene         text NOT NULL,
    pairing_hash  text NOT NULL,
    hash          text,
    previous_hash text,
    renewed       bigint NOT NULL,
    created       bigint NOT NULL,
    revoked       bigint,
    last_seen     bigint,
    build         text,
    resolution    text
);
