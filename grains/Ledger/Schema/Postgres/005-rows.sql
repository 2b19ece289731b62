-- Half of every page is left free: most rows of a batch are rewritten by the next ones, and only an update that finds room in its own page
-- leaves all indexes alone. Pages that are already full keep as they are.
ALTER TABLE subjects SET (fillfactor = 50);

-- Who signed which act, so that the acts of an officer are found without reading every event.

CREATE TABLE signatures (
    certificate text COLLATE "C" NOT NULL,
    kind        text COLLATE "C" NOT NULL,
    subject     text COLLATE "C" NOT NULL,
    PRIMARY KEY (certificate, kind, subject)
);

-- PostgreSQL reads no JSON that holds an escape of what no text can hold; such escapes are left out first, so that none stops the upgrade.
INSERT INTO signatures (certificate, kind, subject)
SELECT certificate, kind, subject
FROM (
    SELECT e.kind, e.subject,
           CASE json_typeof(o.value) WHEN 'object' THEN o.value ->> 'certNo' WHEN 'string' THEN o.value #>> '{}' END AS certificate
    FROM (
        SELECT kind, subject, regexp_replace(data, '(\\\\)|\\u(?:0000|d[89a-f][0-9a-f]{2})', '\1', 'gi')::json -> 'officers' AS officers
        FROM events
        WHERE type IN ('inspection.started', 'case.filed', 'case.onSpotDecided')) AS e
    CROSS JOIN LATERAL json_array_elements(CASE WHEN json_typeof(e.officers) = 'array' THEN e.officers ELSE '[]' END) AS o (value)) AS signed
WHERE certificate IS NOT NULL
ON CONFLICT DO NOTHING;
