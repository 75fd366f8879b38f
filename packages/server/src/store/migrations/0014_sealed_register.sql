-- Who is in the register, and how they are reached, is encrypted and found by keyed hashes. Rows of before are sealed
-- again before the server takes letters (store/sealing/register.ts), which empties the columns that were in clear.
ALTER TABLE recipient
  ADD COLUMN profile_encrypted      bytea,   -- name, Digipost address, birth date, postal address, phone, e-mail
  ADD COLUMN digipost_address_hash  bytea,   -- of it in lower case
  ADD COLUMN name_postal_code_hash  bytea,   -- of nameKey(name) and the postal code; people only
  ADD COLUMN name_birth_date_hash   bytea,   -- of nameKey(name) and the birth date; people only
  ALTER COLUMN name DROP NOT NULL,
  ALTER COLUMN name_key DROP NOT NULL,
  ADD CONSTRAINT recipient_profile CHECK ((name IS NULL) <> (profile_encrypted IS NULL)) NOT VALID;
CREATE UNIQUE INDEX recipient_digipost_address_hash ON recipient (digipost_address_hash);
CREATE INDEX recipient_name_postal_code_hash ON recipient (name_postal_code_hash);
CREATE INDEX recipient_name_birth_date_hash ON recipient (name_birth_date_hash);
DROP INDEX recipient_digipost_address;
DROP INDEX recipient_name_postal_code;
