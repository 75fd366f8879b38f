-- What a letter says is encrypted, bound to its document and mailbox. Rows of before are sealed again while the server
-- runs (store/sealing/documents.ts), which empties the columns that were in clear; content_hash is the last of them.
ALTER TABLE document
  ADD COLUMN heading_encrypted      bytea,   -- subject; of the primary document also kind, action, amount, invoice reference
  ADD COLUMN data_type_encrypted    bytea,   -- the data type's XML
  ADD COLUMN content_hash_encrypted bytea,   -- base64 SHA-256 of the bytes as received
  ALTER COLUMN content_hash DROP NOT NULL,
  ADD CONSTRAINT document_hash CHECK ((content_hash IS NULL) <> (content_hash_encrypted IS NULL)) NOT VALID;
