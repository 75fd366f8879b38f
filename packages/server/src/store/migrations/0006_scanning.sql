-- What a malware scanner has said of a document. Without a scanner every document is clean: nobody has said otherwise.

ALTER TABLE document
  ADD COLUMN scan        text NOT NULL DEFAULT 'clean' CHECK (scan IN ('clean', 'waiting', 'withheld')),
  ADD COLUMN scan_due_at timestamptz,                 -- when to scan it; ahead while it is being scanned
  ADD COLUMN scan_tries  integer NOT NULL DEFAULT 0,
  ADD CONSTRAINT document_scan CHECK ((scan = 'waiting') = (scan_due_at IS NOT NULL));

-- Those whose letter was deleted have no content left to scan.
CREATE INDEX document_scan_due ON document (scan_due_at) WHERE scan = 'waiting' AND blob_key IS NOT NULL;
