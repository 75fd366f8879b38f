-- The founding schema: accounts that send, recipients and their mailboxes, messages and the letters they become.
-- Ids that leave the database are text (UUIDv7) or decimal text (accounts); times are timestamptz.
-- National identity numbers and bank accounts are stored encrypted (…_encrypted) and looked up by keyed hash (…_hash).

-- Who may call the sender API: brokers and senders share one number space (protocol 1.1).
CREATE TABLE account (
  id                  bigint PRIMARY KEY CHECK (id > 0),
  name                text NOT NULL,
  organisation_number text NOT NULL,
  part_id             text,
  kind                text NOT NULL DEFAULT 'ORGANISATION' CHECK (kind IN ('ORGANISATION', 'PUBLIC_BODY')),
  permissions         text[] NOT NULL DEFAULT '{}',
  active              boolean NOT NULL DEFAULT true,
  created_at          timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX account_organisation ON account (organisation_number, coalesce(part_id, ''));

CREATE TABLE account_certificate (
  account_id  bigint NOT NULL REFERENCES account,
  fingerprint text NOT NULL,           -- SHA-256 of the DER, lower-case hex
  pem         text NOT NULL,
  not_before  timestamptz NOT NULL,
  not_after   timestamptz NOT NULL,
  revoked_at  timestamptz,
  created_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (account_id, fingerprint)
);

-- The broker may sign for the sender.
CREATE TABLE broker_grant (
  broker_id  bigint NOT NULL REFERENCES account,
  sender_id  bigint NOT NULL REFERENCES account,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (broker_id, sender_id)
);

-- Anybody a letter can be addressed to, with or without a mailbox.
CREATE TABLE recipient (
  id                   uuid PRIMARY KEY,
  kind                 text NOT NULL CHECK (kind IN ('PERSON', 'ORGANISATION')),
  name                 text NOT NULL,
  name_key             text NOT NULL,   -- domain/name-and-address.ts nameKey(name): what matching compares
  identity_hash        bytea UNIQUE,    -- keyed hash of the national identity number
  identity_encrypted   bytea,
  organisation_number  text UNIQUE,
  digipost_address     text,            -- also the person alias when there is no mailbox
  birth_date           date,
  address_line1        text,
  address_line2        text,
  postal_code          text,
  city                 text,
  address_key          text,            -- addressKey(address_line1)
  phone_number         text,
  email_address        text,
  bank_account_hash    bytea UNIQUE,
  bank_account_encrypted bytea,
  created_at           timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX recipient_digipost_address ON recipient (lower(digipost_address)) WHERE digipost_address IS NOT NULL;
CREATE INDEX recipient_name_postal_code ON recipient (name_key, postal_code);

CREATE TABLE mailbox (
  id           uuid PRIMARY KEY,
  recipient_id uuid NOT NULL UNIQUE REFERENCES recipient,
  active       boolean NOT NULL DEFAULT true,
  created_at   timestamptz NOT NULL DEFAULT now()
);

-- A blob is written once under its final random key; the row comes first, as 'staged'.
CREATE TABLE blob (
  key         text PRIMARY KEY,
  state       text NOT NULL DEFAULT 'staged' CHECK (state IN ('staged', 'kept')),
  created_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX blob_staged ON blob (created_at) WHERE state = 'staged';

CREATE TABLE message (
  id                uuid PRIMARY KEY,
  broker_id         bigint NOT NULL REFERENCES account,
  sender_id         bigint NOT NULL REFERENCES account,
  message_id        text,               -- the sender's own reference and our idempotency key
  recipient_id      uuid REFERENCES recipient,
  channel           text NOT NULL CHECK (channel IN ('DIGIPOST', 'PRINT', 'PEPPOL', 'EPOST', 'PENDING')),
  status            text NOT NULL CHECK (status IN ('NOT_COMPLETE', 'COMPLETE', 'DELIVERED', 'DELIVERED_TO_PRINT')),
  invoice_reference text,
  delivery_time     timestamptz NOT NULL,  -- when it is, or becomes, visible
  created_at        timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX message_once ON message (broker_id, sender_id, message_id) WHERE message_id IS NOT NULL;

CREATE TABLE document (
  id                   uuid PRIMARY KEY,
  message_id           uuid NOT NULL REFERENCES message,
  sender_id            bigint NOT NULL REFERENCES account,
  uuid                 uuid NOT NULL,   -- the sender's own, unique for the sender
  position             integer NOT NULL CHECK (position >= 0),  -- 0 is the primary document
  subject              text,
  file_type            text NOT NULL,
  content_type         text NOT NULL,   -- decided by us from file type and content
  authentication_level text NOT NULL CHECK (authentication_level IN ('PASSWORD', 'TWO_FACTOR', 'IDPORTEN_3', 'IDPORTEN_4')),
  sensitivity_level    text NOT NULL CHECK (sensitivity_level IN ('NORMAL', 'SENSITIVE')),
  opening_receipt      text,            -- not null: the sender asks for a receipt
  technical_type       text,
  data_type_name       text,
  data_type_xml        text,
  content_hash         text NOT NULL,   -- base64 SHA-256 of the bytes as received
  content_size         bigint NOT NULL,
  blob_key             text NOT NULL UNIQUE REFERENCES blob,
  wrapped_key          bytea NOT NULL,
  view_blob_key        text UNIQUE REFERENCES blob,   -- sanitised HTML, when it is not the bytes as received
  view_wrapped_key     bytea,
  opened_at            timestamptz,     -- the recipient first read the content
  receipt_sent_at      timestamptz,
  UNIQUE (sender_id, uuid),
  UNIQUE (message_id, position)
);

-- A delivered message as the recipient has it.
CREATE TABLE letter (
  id          uuid PRIMARY KEY,
  mailbox_id  uuid NOT NULL REFERENCES mailbox,
  message_id  uuid NOT NULL UNIQUE REFERENCES message,
  place       text NOT NULL DEFAULT 'inbox',
  visible_at  timestamptz NOT NULL,
  read_at     timestamptz,
  due_at      timestamptz,
  amount      numeric,
  kind        text,
  action      text,
  created_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX letter_list ON letter (mailbox_id, place, visible_at DESC, id DESC);
CREATE INDEX letter_unread ON letter (mailbox_id, place, visible_at) WHERE read_at IS NULL;

-- What the sender side may learn of a document (protocol 9.2).
CREATE TABLE event (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  document_id uuid NOT NULL REFERENCES document,
  broker_id   bigint NOT NULL REFERENCES account,
  sender_id   bigint NOT NULL REFERENCES account,
  type        text NOT NULL,
  metadata    jsonb,
  created_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX event_broker ON event (broker_id, created_at, id);

-- What happened in a mailbox, for its owner to see.
CREATE TABLE activity (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  mailbox_id  uuid NOT NULL REFERENCES mailbox,
  letter_id   uuid REFERENCES letter,
  document_id uuid REFERENCES document,
  act         text NOT NULL,
  level       text NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX activity_mailbox ON activity (mailbox_id, id);

CREATE TABLE session (
  token_hash   bytea PRIMARY KEY,       -- SHA-256 of the cookie's token
  mailbox_id   uuid NOT NULL REFERENCES mailbox,
  level        text NOT NULL,
  pending      jsonb,                   -- a step-up under way: letter, level, return path
  created_at   timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  expires_at   timestamptz NOT NULL
);
CREATE INDEX session_expiry ON session (expires_at);

-- One-time links to content: 30 seconds, one use (protocol 11.6).
CREATE TABLE content_link (
  token_hash  bytea PRIMARY KEY,
  mailbox_id  uuid NOT NULL REFERENCES mailbox,
  document_id uuid NOT NULL REFERENCES document,
  purpose     text NOT NULL CHECK (purpose IN ('view', 'download', 'print')),
  created_at  timestamptz NOT NULL DEFAULT now(),
  expires_at  timestamptz NOT NULL,
  used_at     timestamptz
);
CREATE INDEX content_link_expiry ON content_link (expires_at);
