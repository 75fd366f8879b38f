-- Archive, bin, deleting for good, and an activity that its owner reads.

-- A letter that was deleted for good stays as a tombstone: the activity and the sender's side still point at it. It
-- lies in the place 'gone', so that no list walks over it.
ALTER TABLE letter
  ADD COLUMN binned_at   timestamptz,   -- since when it has been in the bin, which empties itself by it
  ADD COLUMN binned_from text,          -- where it lay before: where restoring it moves it
  ADD COLUMN deleted_at  timestamptz,
  ADD CONSTRAINT letter_bin CHECK (
    (place = 'bin') = (binned_at IS NOT NULL) AND (place = 'bin') = (binned_from IS NOT NULL)),
  ADD CONSTRAINT letter_gone CHECK ((place = 'gone') = (deleted_at IS NOT NULL));

-- In the order of a page, so that "unread only" takes one range of one index too.
DROP INDEX letter_unread;
CREATE INDEX letter_unread ON letter (mailbox_id, place, visible_at DESC, id DESC) WHERE read_at IS NULL;
CREATE INDEX letter_binned ON letter (binned_at, id) WHERE place = 'bin';

-- Deleting for good destroys the keys: whatever is left of the bytes, on a disk or in a backup, cannot be read again.
-- Key and blob go together, in one transaction; the bytes themselves go after it.
ALTER TABLE document
  ALTER COLUMN blob_key DROP NOT NULL,
  ALTER COLUMN wrapped_key DROP NOT NULL,
  ADD CONSTRAINT document_content CHECK ((blob_key IS NULL) = (wrapped_key IS NULL)),
  ADD CONSTRAINT document_view CHECK ((view_blob_key IS NULL) = (view_wrapped_key IS NULL));

-- 'dropped': no document has it any more, and its bytes are about to be removed.
ALTER TABLE blob
  DROP CONSTRAINT blob_state_check,
  ADD CONSTRAINT blob_state_check CHECK (state IN ('staged', 'kept', 'dropped'));
CREATE INDEX blob_dropped ON blob (key) WHERE state = 'dropped';

-- Null: the server did it by itself, at nobody's level.
ALTER TABLE activity ALTER COLUMN level DROP NOT NULL;
CREATE INDEX activity_letter ON activity (letter_id, id) WHERE letter_id IS NOT NULL;

CREATE INDEX content_link_document ON content_link (document_id);
