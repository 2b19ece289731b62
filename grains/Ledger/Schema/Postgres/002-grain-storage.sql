-- What Microsoft.Orleans.Persistence.AdoNet asks for: it reads its statements from OrleansQuery by key and runs them
-- with the parameters GrainIdN0, GrainIdN1, GrainTypeString, GrainIdExtensionString, ServiceId, GrainStateVersion, PayloadBinary.
-- A write or clear that names another version than the stored one answers no row, which Orleans reports as a conflict.

CREATE TABLE OrleansQuery (
    QueryKey  text PRIMARY KEY,
    QueryText text NOT NULL
);

CREATE TABLE OrleansStorage (
    ServiceId     text COLLATE "C" NOT NULL,
    GrainType     text COLLATE "C" NOT NULL,
    GrainN0       bigint NOT NULL,
    GrainN1       bigint NOT NULL,
    GrainKey      text COLLATE "C" NOT NULL,
    Version       integer NOT NULL,
    Modified      timestamptz NOT NULL,
    PayloadBinary bytea,
    PRIMARY KEY (ServiceId, GrainType, GrainN0, GrainN1, GrainKey)
) WITH (fillfactor = 80);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('ReadFromStorageKey', $q$
SELECT PayloadBinary, Version FROM OrleansStorage
WHERE ServiceId = @ServiceId AND GrainType = @GrainTypeString AND GrainN0 = @GrainIdN0 AND GrainN1 = @GrainIdN1
  AND GrainKey = coalesce(@GrainIdExtensionString, '')
$q$),
('WriteToStorageKey', $q$
INSERT INTO OrleansStorage AS stored (ServiceId, GrainType, GrainN0, GrainN1, GrainKey, Version, Modified, PayloadBinary)
SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''), 1, now(), @PayloadBinary
WHERE @GrainStateVersion IS NULL OR EXISTS (
    SELECT 1 FROM OrleansStorage
    WHERE ServiceId = @ServiceId AND GrainType = @GrainTypeString AND GrainN0 = @GrainIdN0 AND GrainN1 = @GrainIdN1
      AND GrainKey = coalesce(@GrainIdExtensionString, ''))
ON CONFLICT (ServiceId, GrainType, GrainN0, GrainN1, GrainKey) DO UPDATE
SET Version = stored.Version + 1, Modified = now(), PayloadBinary = excluded.PayloadBinary
WHERE stored.Version = @GrainStateVersion
RETURNING Version AS NewGrainStateVersion
$q$),
('ClearStorageKey', $q$
UPDATE OrleansStorage SET Version = Version + 1, Modified = now(), PayloadBinary = NULL
WHERE ServiceId = @ServiceId AND GrainType = @GrainTypeString AND GrainN0 = @GrainIdN0 AND GrainN1 = @GrainIdN1
  AND GrainKey = coalesce(@GrainIdExtensionString, '') AND Version = @GrainStateVersion
RETURNING Version
$q$),
('DeleteStorageKey', $q$
DELETE FROM OrleansStorage
WHERE ServiceId = @ServiceId AND GrainType = @GrainTypeString AND GrainN0 = @GrainIdN0 AND GrainN1 = @GrainIdN1
  AND GrainKey = coalesce(@GrainIdExtensionString, '') AND Version = @GrainStateVersion
RETURNING Version + 1
$q$);
