-- What belongs to the installation as a whole. `master key check` recognises a wrong master key at start.
CREATE TABLE installation (
  name  text PRIMARY KEY,
  value bytea NOT NULL
);
