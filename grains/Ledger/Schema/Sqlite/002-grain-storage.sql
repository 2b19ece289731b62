-- What Microsoft.Orleans.Persistence.AdoNet asks for: it reads its statements from OrleansQuery by key and runs them
-- with the parameters GrainIdN0, GrainIdN1, GrainTypeString, GrainIdExtensionString, ServiceId, GrainStateVersion, PayloadBinary.
-- A write or clear that names another version than the stored one answers no row, which Orleans reports as a conflict.

CREATE TABLE OrleansQuery (
    QueryKey  TEXT PRIMARY KEY,
    QueryText TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE OrleansStorage (
    ServiceId     TEXT NOT NULL,
    GrainType     TEXT NOT NULL,
    GrainN0       INTEGER NOT NULL,
    GrainN1       INTEGER NOT NULL,
    GrainKey      TEXT NOT NULL,
    Version       INTEGER NOT NULL,
    Modified      TEXT NOT NULL,
    PayloadBinary BLOB,
    PRIMARY KEY (ServiceId, GrainType, GrainN0, GrainN1, GrainKey)
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('ReadFromStorageKey', '
SELECT PayloadBinary, Version FROM OrleansStorage
WHERE ServiceId = @ServiceId AND GrainType = @GrainTypeString AND GrainN0 = @GrainIdN0 AND GrainN1 = @GrainIdN1
  AND GrainKey = coalesce(@GrainIdExtensionString, '''')
'),
('WriteToStorageKey', '
INSERT INTO OrleansStorage (ServiceId, GrainType, GrainN0, GrainN1, GrainKey, Version, Modified, PayloadBinary)
SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''''), 1,
       strftime(''%Y-%m-%dT%H:%M:%fZ'', ''now''), @PayloadBinary
WHERE @GrainStateVersion IS NULL OR EXISTS (
    SELECT 1 FROM OrleansStorage
    WHERE ServiceId = @ServiceId AND GrainType = @GrainTypeString AND GrainN0 = @GrainIdN0 AND GrainN1 = @GrainIdN1
      AND GrainKey = coalesce(@GrainIdExtensionString, ''''))
ON CONFLICT (ServiceId, GrainType, GrainN0, GrainN1, GrainKey) DO UPDATE
SET Version = Version + 1, Modified = excluded.Modified, PayloadBinary = excluded.PayloadBinary
WHERE Version = @GrainStateVersion
RETURNING Version AS NewGrainStateVersion
'),
('ClearStorageKey', '
UPDATE OrleansStorage SET Version = Version + 1, Modified = strftime(''%Y-%m-%dT%H:%M:%fZ'', ''now''), PayloadBinary = NULL
WHERE ServiceId = @ServiceId AND GrainType = @GrainTypeString AND GrainN0 = @GrainIdN0 AND GrainN1 = @GrainIdN1
  AND GrainKey = coalesce(@GrainIdExtensionString, '''') AND Version = @GrainStateVersion
RETURNING Version
'),
('DeleteStorageKey', '
DELETE FROM OrleansStorage
WHERE ServiceId = @ServiceId AND GrainType = @GrainTypeString AND GrainN0 = @GrainIdN0 AND GrainN1 = @GrainIdN1
  AND GrainKey = coalesce(@GrainIdExtensionString, '''') AND Version = @GrainStateVersion
RETURNING Version + 1
');
