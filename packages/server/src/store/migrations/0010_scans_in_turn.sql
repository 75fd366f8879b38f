-- Senders take turns at the malware scanner: this finds the next sender, and its oldest document, without the others'.
CREATE INDEX document_scan_turn ON document (sender_id, scan_due_at) WHERE scan = 'waiting' AND blob_key IS NOT NULL;
