-- SPDX-License-Identifier: GPL-3.0-or-later
-- The form as it is being filled in: one for each program.
CREATE TABLE review_drafts (
  app_id       TEXT PRIMARY KEY REFERENCES apps (app_id),
  form         TEXT NOT NULL CHECK (length (form) <= 262144),
  test_account TEXT NOT NULL CHECK (length (test_account) <= 1000),
  saved_by     TEXT NOT NULL REFERENCES accounts (superhub_id),
  saved_at     BIGINT NOT NULL
);

-- What the automatic checks read in a package. It depends on the package's bytes and on the reader alone, so it is kept
-- by hash, and read again when the reader learned something (another number).
CREATE TABLE package_facts (
  sha256     TEXT PRIMARY KEY CHECK (length (sha256) = 64),
  reader     BIGINT NOT NULL,
  facts      TEXT NOT NULL,
  read_at    BIGINT NOT NULL
);

-- Pictures of a form (no review_id) and of a decision, in base64: part of the record, small and bounded.
CREATE TABLE review_attachments (
  id        TEXT PRIMARY KEY,
  app_id    TEXT NOT NULL REFERENCES apps (app_id),
  review_id TEXT REFERENCES reviews (id),
  type      TEXT NOT NULL CHECK (type IN ('image/png', 'image/jpeg', 'image/webp')),
  bytes     BIGINT NOT NULL CHECK (bytes BETWEEN 1 AND 2097152),
  data      TEXT NOT NULL CHECK (length (data) <= 2796204),
  added_by  TEXT NOT NULL REFERENCES accounts (superhub_id),
  added_at  BIGINT NOT NULL
);
CREATE INDEX review_attachments_by_app ON review_attachments (app_id, added_at);
