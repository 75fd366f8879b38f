-- Sessions that their owner can see and end, and sign-in by a provider of identities.
-- Whoever is signed in while this is applied signs in again.
DELETE FROM content_link;
DELETE FROM session;

ALTER TABLE session
  ADD COLUMN id               uuid NOT NULL UNIQUE,  -- for the owner's list; opens nothing, unlike the token
  ADD COLUMN method           text NOT NULL,
  ADD COLUMN device           text,                  -- browser and system in words
  ADD COLUMN base_level       text NOT NULL,         -- of the sign-in that opened it; what a raised level lapses to
  ADD COLUMN level_ends_at    timestamptz,           -- when a raised level lapses; null: with the session
  ADD COLUMN ends_for_good_at timestamptz NOT NULL,  -- whatever is done
  ADD COLUMN issuer           text,                  -- of the provider that the person came from …
  ADD COLUMN subject          text,                  -- … its name for the person …
  ADD COLUMN provider_session text,                  -- … and for its own session (sid), which its logout names
  ADD COLUMN id_token         bytea;                 -- encrypted; handed back to the provider at sign-out
CREATE INDEX session_mailbox ON session (mailbox_id);
CREATE INDEX session_provider ON session (issuer, provider_session) WHERE provider_session IS NOT NULL;
CREATE INDEX session_subject ON session (issuer, subject) WHERE subject IS NOT NULL;

-- A link to content ends with the session that asked for it, and works in no other.
ALTER TABLE content_link ADD COLUMN session_id uuid NOT NULL REFERENCES session (id) ON DELETE CASCADE;
CREATE INDEX content_link_session ON content_link (session_id);

-- A sign-in on its way to the provider and back: one use, a few minutes.
CREATE TABLE sign_in_attempt (
  state_hash   bytea PRIMARY KEY,    -- SHA-256 of the state that comes back
  browser_hash bytea NOT NULL,       -- SHA-256 of a cookie that only the browser that left has
  secrets      bytea NOT NULL,       -- encrypted: nonce and PKCE verifier
  session_id   uuid,                 -- that was open when it began: raised by a step-up, else replaced
  step_up      jsonb,                -- letter, level and return path; null at an ordinary sign-in
  created_at   timestamptz NOT NULL DEFAULT now(),
  expires_at   timestamptz NOT NULL
);
CREATE INDEX sign_in_attempt_expiry ON sign_in_attempt (expires_at);

-- Who a provider's name for a person (sub) is, where it tells no national identity number.
CREATE TABLE recipient_subject (
  issuer       text NOT NULL,
  subject      text NOT NULL,
  recipient_id uuid NOT NULL REFERENCES recipient,
  created_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (issuer, subject)
);

-- Logout messages of providers that have been obeyed: each is obeyed once.
CREATE TABLE used_logout_token (
  token_hash bytea PRIMARY KEY,      -- SHA-256 of issuer and jti
  expires_at timestamptz NOT NULL
);
CREATE INDEX used_logout_token_expiry ON used_logout_token (expires_at);
