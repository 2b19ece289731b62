-- The events of a subject are found from its row: it names the newest one, and each event the one before it. An index by subject had to be
-- changed in another page for nearly every event.

ALTER TABLE events ADD COLUMN previous INTEGER NOT NULL DEFAULT 0;
ALTER TABLE subjects ADD COLUMN last INTEGER NOT NULL DEFAULT 0;

UPDATE events SET previous = link.previous
FROM (SELECT position, lag(position, 1, 0) OVER (PARTITION BY kind, subject ORDER BY position) AS previous FROM events) AS link
WHERE events.position = link.position AND link.previous > 0;

UPDATE subjects SET last = coalesce((SELECT max(position) FROM events e WHERE e.kind = subjects.kind AND e.subject = subjects.id), 0);

DROP INDEX events_by_subject;
CREATE INDEX events_of_registers ON events (kind) WHERE kind IN ('calendar', 'item', 'officer', 'rules', 'team');

-- Signatures of one certificate stand in the order in which they came.

CREATE TABLE signatures_by_position (
    certificate TEXT NOT NULL,
    position    INTEGER NOT NULL,
    PRIMARY KEY (certificate, position)
) WITHOUT ROWID;

INSERT OR IGNORE INTO signatures_by_position (certificate, position)
SELECT certificate, position
FROM (
    SELECT e.position,
           CASE o.type WHEN 'text' THEN o.value WHEN 'object' THEN json_extract(o.value, '$.certNo') END AS certificate
    FROM events e CROSS JOIN json_each(e.data, '$.officers') o
    WHERE e.type IN ('inspection.started', 'case.filed', 'case.onSpotDecided'))
WHERE certificate IS NOT NULL;

DROP TABLE signatures;
ALTER TABLE signatures_by_position RENAME TO signatures;
