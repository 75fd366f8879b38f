-- Why a document was withheld, and what an operator decided about it. Withheld is no longer for good: the scanner's word
-- alone destroys nothing.

ALTER TABLE document
  DROP CONSTRAINT document_scan_check,
  ADD CONSTRAINT document_scan_check CHECK (scan IN ('clean', 'waiting', 'withheld', 'destroyed')),
  ADD COLUMN scan_reason text CHECK (scan_reason IN ('over-limit', 'encrypted', 'policy', 'malware')),
  ADD COLUMN scan_signature text;       -- the scanner's own words

-- Until now everything that was withheld was called malware. The trace says that the reason was not looked at then.
UPDATE document SET scan_reason = 'malware' WHERE scan = 'withheld';
ALTER TABLE document
  ADD CONSTRAINT document_scan_reason CHECK ((scan IN ('withheld', 'destroyed')) = (scan_reason IS NOT NULL));

-- What is in quarantine: the operator's list.
CREATE INDEX document_withheld ON document (id) WHERE scan = 'withheld' AND blob_key IS NOT NULL;

-- The trace of every quarantined document. Rows are only added.
CREATE TABLE quarantine_act (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  document_id uuid NOT NULL REFERENCES document,
  act         text NOT NULL CHECK (act IN ('WITHHELD', 'INSPECTED', 'RELEASED', 'RESCANNED', 'DESTROYED')),
  reason      text NOT NULL,            -- why the document was withheld when the act was done
  signature   text,
  operator    text,                     -- null for the scanner's own act
  note        text,                     -- the operator's grounds
  created_at  timestamptz NOT NULL
);
CREATE INDEX quarantine_act_document ON quarantine_act (document_id, id);

INSERT INTO quarantine_act (document_id, act, reason, note, created_at)
SELECT id, 'WITHHELD', 'malware', 'withheld by a version that knew no reasons', now() FROM document WHERE scan = 'withheld';
