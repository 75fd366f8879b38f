-- What the sign-in keeps is sealed to its row. Rows of before are sealed again before the server takes requests
-- (store/sealing/sign-in.ts).
ALTER TABLE passkey
  ADD COLUMN name_encrypted bytea,       -- what its owner calls it
  ALTER COLUMN name DROP NOT NULL,
  ADD CONSTRAINT passkey_name CHECK ((name IS NULL) <> (name_encrypted IS NULL)) NOT VALID;

-- A provider may name people and sessions by anything, a national identity number or an e-mail address too.
COMMENT ON COLUMN session.subject IS 'keyed hash of the provider''s name for the person';
COMMENT ON COLUMN session.provider_session IS 'keyed hash of the provider''s name for its session (sid)';
COMMENT ON COLUMN recipient_subject.subject IS 'keyed hash of the provider''s name for the person';
