-- The built-in sign-in: passkeys, a password with a code by e-mail, invitations, recovery, and what slows guessing down.
-- Addresses and password hashes are encrypted by the keyring; codes and tokens are only kept as hashes.

-- What an authenticator knows a person by: random, so that it says nothing (WebAuthn's user handle).
CREATE TABLE passkey_owner (
  mailbox_id uuid PRIMARY KEY REFERENCES mailbox,
  handle     bytea NOT NULL UNIQUE
);

-- A one-time code of the operator's, with which somebody sets up how to sign in. At most one of a mailbox is open.
CREATE TABLE invitation (
  id           uuid PRIMARY KEY,
  mailbox_id   uuid NOT NULL UNIQUE REFERENCES mailbox,
  code_hash    bytea NOT NULL UNIQUE,
  replaces     boolean NOT NULL,       -- when it is finished, what was set up before it goes
  browser_hash bytea,                  -- the browser that goes on where it was; another one starts afresh
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL
);

-- Methods with an invitation_id are being set up and do not work before the activation is finished.
CREATE TABLE passkey (
  id            uuid PRIMARY KEY,
  mailbox_id    uuid NOT NULL REFERENCES mailbox,
  invitation_id uuid REFERENCES invitation ON DELETE CASCADE,
  credential_id bytea NOT NULL UNIQUE,
  public_key    bytea NOT NULL,
  counter       bigint NOT NULL,
  transports    text[] NOT NULL DEFAULT '{}',
  backed_up     boolean NOT NULL,
  name          text NOT NULL,
  created_at    timestamptz NOT NULL,
  last_used_at  timestamptz
);
CREATE INDEX passkey_mailbox ON passkey (mailbox_id, created_at);

CREATE TABLE sign_in_password (
  id                 uuid PRIMARY KEY,
  mailbox_id         uuid NOT NULL REFERENCES mailbox,
  invitation_id      uuid UNIQUE REFERENCES invitation ON DELETE CASCADE,
  address_hash       bytea NOT NULL,
  address_encrypted  bytea NOT NULL,
  password_encrypted bytea NOT NULL,   -- scrypt's parameters, salt and hash
  language           text NOT NULL,    -- for what is sent to the address
  changed_at         timestamptz NOT NULL
);
CREATE UNIQUE INDEX sign_in_password_mailbox ON sign_in_password (mailbox_id) WHERE invitation_id IS NULL;
CREATE UNIQUE INDEX sign_in_password_address ON sign_in_password (address_hash) WHERE invitation_id IS NULL;

-- An address and password that wait for the code sent to the address. One of a mailbox; a later one takes its place.
CREATE TABLE proposed_password (
  mailbox_id         uuid PRIMARY KEY REFERENCES mailbox,
  address_hash       bytea NOT NULL,
  address_encrypted  bytea NOT NULL,
  password_encrypted bytea NOT NULL,
  language           text NOT NULL,
  code_hash          bytea NOT NULL,
  guesses            integer NOT NULL DEFAULT 0,
  expires_at         timestamptz NOT NULL
);

CREATE TABLE recovery_code (
  id            uuid PRIMARY KEY,
  mailbox_id    uuid NOT NULL REFERENCES mailbox,
  invitation_id uuid REFERENCES invitation ON DELETE CASCADE,
  code_hash     bytea NOT NULL,
  created_at    timestamptz NOT NULL,
  used_at       timestamptz
);
CREATE INDEX recovery_code_mailbox ON recovery_code (mailbox_id);

-- Half of a sign-in by password: what came by e-mail is still to be shown. Without a mailbox nobody was meant: such a
-- row is written for every wrong password, so that a wrong one costs and answers what a right one does.
CREATE TABLE email_code (
  id               uuid PRIMARY KEY,
  purpose          text NOT NULL CHECK (purpose IN ('password', 'recovery')),
  mailbox_id       uuid REFERENCES mailbox,
  recovery_code_id uuid REFERENCES recovery_code ON DELETE CASCADE,
  browser_hash     bytea NOT NULL UNIQUE,
  code_hash        bytea NOT NULL,
  link_hash        bytea NOT NULL,
  guesses          integer NOT NULL DEFAULT 0,
  created_at       timestamptz NOT NULL,
  expires_at       timestamptz NOT NULL
);
CREATE INDEX email_code_mailbox ON email_code (mailbox_id);
CREATE INDEX email_code_expiry ON email_code (expires_at);

CREATE TABLE passkey_challenge (
  id           uuid PRIMARY KEY,
  purpose      text NOT NULL CHECK (purpose IN ('sign-in', 'confirm', 'add')),
  mailbox_id   uuid REFERENCES mailbox,
  browser_hash bytea NOT NULL,
  challenge    text NOT NULL,
  expires_at   timestamptz NOT NULL
);
CREATE INDEX passkey_challenge_expiry ON passkey_challenge (expires_at);

-- How often something was tried, by keyed hash of what is counted, and until when it has to wait.
CREATE TABLE sign_in_throttle (
  key        bytea PRIMARY KEY,
  attempts   integer NOT NULL,
  last_at    timestamptz NOT NULL,
  wait_until timestamptz NOT NULL,
  forget_at  timestamptz NOT NULL
);
CREATE INDEX sign_in_throttle_forget ON sign_in_throttle (forget_at);

-- Browsers in which somebody has signed in: guesses made elsewhere do not slow them down.
CREATE TABLE known_browser (
  token_hash   bytea NOT NULL,
  mailbox_id   uuid NOT NULL REFERENCES mailbox,
  last_used_at timestamptz NOT NULL,
  PRIMARY KEY (token_hash, mailbox_id)
);
CREATE INDEX known_browser_age ON known_browser (last_used_at);

-- When a passkey was last shown in a session, and which: methods are changed only for a while after that, and a
-- removed passkey takes its sessions with it.
CREATE TABLE passkey_proof (
  session_id uuid PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
  passkey_id uuid REFERENCES passkey ON DELETE SET NULL,
  proven_at  timestamptz NOT NULL
);
CREATE INDEX passkey_proof_passkey ON passkey_proof (passkey_id);

-- E-mail on its way out, written in the transaction of what it tells of. A row without anybody to send to is a decoy.
CREATE TABLE outgoing_email (
  id         uuid PRIMARY KEY,
  sealed     bytea NOT NULL,           -- address, language and words, encrypted by the keyring
  decoy      boolean NOT NULL DEFAULT false,
  tries      integer NOT NULL DEFAULT 0,
  next_at    timestamptz NOT NULL,
  expires_at timestamptz NOT NULL      -- what nobody needs any more is not sent
);
CREATE INDEX outgoing_email_next ON outgoing_email (next_at);
