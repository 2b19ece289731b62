-- What registers is read from where a process has come: by the team that wrote it and its sequence.

DROP INDEX events_of_registers;
CREATE INDEX events_of_registers ON events (team, sequence) WHERE kind IN ('calendar', 'item', 'officer', 'rules', 'team');
