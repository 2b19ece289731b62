-- Times of events are UTC in units of 100 ns since 0001-01-01, so that nothing upstream sent is rounded;
-- the view events_readable shows them as instants. Keys compare bytewise, as the program does.

CREATE TABLE events (
    position bigint GENERATED ALWAYS AS IDENTITY,
    source   text COLLATE "C" NOT NULL,
    id       text COLLATE "C" NOT NULL,
    hash     uuid NOT NULL,
    kind     text COLLATE "C" NOT NULL,
    subject  text COLLATE "C" NOT NULL,
    type     text COLLATE "C" NOT NULL,
    team     text COLLATE "C" NOT NULL,
    sequence bigint NOT NULL,
    declared text COLLATE "C",
    item     text COLLATE "C",
    seq      bigint NOT NULL,
    op       smallint NOT NULL,
    time     bigint NOT NULL,
    recorded bigint NOT NULL,
    received bigint NOT NULL,
    batch    text,
    data     text NOT NULL,
    CONSTRAINT events_once UNIQUE (source, id)
);

COMMENT ON COLUMN events.team IS 'the team that wrote the event, with its sequence';
COMMENT ON COLUMN events.declared IS 'the teamid upstream sent';

CREATE INDEX events_by_subject ON events (kind, subject);

CREATE VIEW events_readable AS
SELECT position, source, id, hash, kind, subject, type, team, sequence, declared, item, seq, op, batch, data,
       timestamptz '0001-01-01 00:00:00+00' + time / 10 * interval '1 microsecond' AS time,
       timestamptz '0001-01-01 00:00:00+00' + recorded / 10 * interval '1 microsecond' AS recorded,
       timestamptz '0001-01-01 00:00:00+00' + received / 10 * interval '1 microsecond' AS received
FROM events;

-- Rewritten with each event of a subject: room is left in every page and no index covers what changes, so updates stay in the page.
CREATE TABLE subjects (
    kind      text COLLATE "C" NOT NULL,
    id        text COLLATE "C" NOT NULL,
    revision  bigint NOT NULL,
    team      text COLLATE "C" NOT NULL,
    declared  text COLLATE "C",
    item      text COLLATE "C",
    stage     text COLLATE "C" NOT NULL,
    open      boolean NOT NULL,
    party     text COLLATE "C",
    parent    text COLLATE "C",
    done_on   date,
    first_day date,
    last_day  date,
    title     text COLLATE "C" NOT NULL,
    counts    bytea NOT NULL,
    PRIMARY KEY (kind, id)
) WITH (fillfactor = 80);

CREATE INDEX subjects_by_team ON subjects (team, kind);
CREATE INDEX subjects_by_party ON subjects (party) WHERE party IS NOT NULL;
CREATE INDEX subjects_by_parent ON subjects (parent) WHERE parent IS NOT NULL;

CREATE TABLE changes (
    team     text COLLATE "C" NOT NULL,
    sequence bigint NOT NULL,
    at       bigint NOT NULL,
    delta    bytea NOT NULL,
    notes    bytea NOT NULL,
    PRIMARY KEY (team, sequence)
);

CREATE TABLE quarantine (
    key      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source   text COLLATE "C" NOT NULL,
    id       text COLLATE "C" NOT NULL,
    hash     uuid NOT NULL,
    type     text NOT NULL,
    code     text NOT NULL,
    reason   text NOT NULL,
    received bigint NOT NULL,
    state    smallint NOT NULL,
    raw      bytea NOT NULL,
    CONSTRAINT quarantine_once UNIQUE (source, id, hash)
);

CREATE INDEX quarantine_by_state ON quarantine (state, key);

-- Fails the transaction when fewer subjects were written than asked: one was not at the revision its team believed.
CREATE FUNCTION ledger_expect(written bigint, expected bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF written <> expected THEN
        RAISE EXCEPTION '% of % subjects were at the expected revision', written, expected USING ERRCODE = 'LG001';
    END IF;
END
$$;
