-- SPDX-License-Identifier: GPL-3.0-or-later
-- A review is taken by a reviewer before it is decided: a state more, the form that was submitted, and what the
-- reviewer wrote. Phones may run a version in review.
CREATE TABLE reviews_new (
  number       INTEGER PRIMARY KEY,
  id           TEXT NOT NULL UNIQUE,
  app_id       TEXT NOT NULL,
  version      TEXT NOT NULL,
  remarks      TEXT NOT NULL,
  description  TEXT NOT NULL,
  package      TEXT NOT NULL,
  state        TEXT NOT NULL
               CHECK (state IN ('pending', 'in_review', 'approved', 'rejected', 'withdrawn', 'released', 'replaced')),
  reason       TEXT,
  submitted_by TEXT NOT NULL REFERENCES accounts (superhub_id),
  submitted_at BIGINT NOT NULL,
  decided_by   TEXT REFERENCES accounts (superhub_id),
  decided_at   BIGINT,
  form         TEXT NOT NULL DEFAULT '{}',
  test_account TEXT NOT NULL DEFAULT '',
  notes        TEXT NOT NULL DEFAULT '{}',
  taken_by     TEXT REFERENCES accounts (superhub_id),
  taken_at     BIGINT,
  taken_until  BIGINT,
  CONSTRAINT rejected_with_reason CHECK (state <> 'rejected' OR (reason IS NOT NULL AND length (reason) > 0)),
  CONSTRAINT in_review_by_somebody CHECK (state <> 'in_review' OR (taken_by IS NOT NULL AND taken_until IS NOT NULL)),
  FOREIGN KEY (app_id, package) REFERENCES packages (app_id, sha256)
);
INSERT INTO reviews_new (number, id, app_id, version, remarks, description, package, state, reason, submitted_by,
                         submitted_at, decided_by, decided_at)
  SELECT number, id, app_id, version, remarks, description, package, state, reason, submitted_by, submitted_at,
         decided_by, decided_at FROM reviews;
DROP TABLE reviews;
ALTER TABLE reviews_new RENAME TO reviews;
-- At most one version in review: waiting for a reviewer, with one, or approved and waiting for its release.
CREATE UNIQUE INDEX one_in_review ON reviews (app_id) WHERE state IN ('pending', 'in_review', 'approved');
CREATE INDEX reviews_by_app ON reviews (app_id, number);
CREATE INDEX reviews_by_state ON reviews (state, number);

CREATE TABLE runs_new (
  token_hash  TEXT PRIMARY KEY,
  kind        TEXT NOT NULL CHECK (kind IN ('preview', 'test', 'online', 'review')),
  app_id      TEXT NOT NULL,
  superhub_id TEXT NOT NULL REFERENCES accounts (superhub_id),
  package     TEXT NOT NULL,
  expires_at  BIGINT NOT NULL,
  key_slot    BIGINT NOT NULL DEFAULT 0,
  FOREIGN KEY (app_id, package) REFERENCES packages (app_id, sha256)
);
INSERT INTO runs_new (token_hash, kind, app_id, superhub_id, package, expires_at, key_slot)
  SELECT token_hash, kind, app_id, superhub_id, package, expires_at, key_slot FROM runs;
DROP TABLE runs;
ALTER TABLE runs_new RENAME TO runs;
CREATE INDEX runs_by_person ON runs (app_id, superhub_id);
