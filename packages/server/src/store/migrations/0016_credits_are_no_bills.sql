-- A credit note, or a bill of nothing, asks for nothing. Letters delivered before this rule were stored as bills.

UPDATE letter SET action = NULL, due_at = NULL, amount = NULL WHERE action = 'pay' AND amount <= 0;
