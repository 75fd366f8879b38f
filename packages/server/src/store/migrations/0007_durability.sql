-- Blobs that no row of this database names, and on how many days it has been asked and has said so. They are in the
-- quarantine of the content store. Kept in the database, so that another one, or an older one, counts for itself.
CREATE TABLE unknown_blob (
  key             text PRIMARY KEY,
  days            integer NOT NULL DEFAULT 1,
  first_seen_at   timestamptz NOT NULL,
  last_counted_at timestamptz NOT NULL
);

-- When the server last ran with a clock that it trusted. A clock that is far from it is doubted.
CREATE TABLE clock_mark (
  only_one       boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  trusted_at     timestamptz NOT NULL,
  -- While the clock is doubted: what it said at the last check, and how long it has run steadily since it was first.
  doubted_at     timestamptz,
  steady_seconds double precision NOT NULL DEFAULT 0,
  -- How far ahead of the database's clock it was when an operator confirmed it.
  ahead_seconds  double precision NOT NULL DEFAULT 0
);
