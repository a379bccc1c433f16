-- SPDX-License-Identifier: GPL-3.0-or-later
-- Upload keys, a developer version for each of them, uploads that go on after a broken connection, requests that are
-- answered once, and when a package was last sent.

-- revoked_at and last_used_at: 0 for never. ip_ranges: CIDR with spaces between, "" for any address.
CREATE TABLE upload_keys (
  id             TEXT PRIMARY KEY,
  app_id         TEXT NOT NULL REFERENCES apps (app_id),
  slot           BIGINT NOT NULL CHECK (slot BETWEEN 1 AND 30),
  name           TEXT NOT NULL,
  public_key     TEXT NOT NULL CHECK (length (public_key) = 64),
  ip_ranges      TEXT NOT NULL,
  created_by     TEXT NOT NULL REFERENCES accounts (superhub_id),
  created_at     BIGINT NOT NULL,
  last_used_at   BIGINT NOT NULL DEFAULT 0,
  last_used_from TEXT NOT NULL DEFAULT '',
  revoked_at     BIGINT NOT NULL DEFAULT 0,
  revoked_by     TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX one_key_in_a_slot ON upload_keys (app_id, slot) WHERE revoked_at = 0;
CREATE INDEX upload_keys_by_app ON upload_keys (app_id, created_at);

CREATE TABLE key_tokens (
  token_hash TEXT PRIMARY KEY,
  key_id     TEXT NOT NULL REFERENCES upload_keys (id) ON DELETE CASCADE,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX key_tokens_by_key ON key_tokens (key_id);

-- Each nonce signs in once, in whichever process it arrives.
CREATE TABLE key_nonces (
  key_id     TEXT NOT NULL REFERENCES upload_keys (id) ON DELETE CASCADE,
  nonce      TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (key_id, nonce)
);

-- key_slot: 0 for a person's own version; else the key's slot, which is the program's, whoever made the key.
CREATE TABLE developer_versions_new (
  id          TEXT PRIMARY KEY,
  app_id      TEXT NOT NULL,
  developer   TEXT NOT NULL REFERENCES accounts (superhub_id),
  key_slot    BIGINT NOT NULL DEFAULT 0 CHECK (key_slot BETWEEN 0 AND 30),
  version     TEXT NOT NULL,
  remarks     TEXT NOT NULL,
  package     TEXT NOT NULL,
  uploaded_at BIGINT NOT NULL,
  UNIQUE (app_id, developer, key_slot),
  FOREIGN KEY (app_id, package) REFERENCES packages (app_id, sha256)
);
INSERT INTO developer_versions_new (id, app_id, developer, version, remarks, package, uploaded_at)
  SELECT id, app_id, developer, version, remarks, package, uploaded_at FROM developer_versions;
DROP TABLE developer_versions;
ALTER TABLE developer_versions_new RENAME TO developer_versions;
CREATE UNIQUE INDEX one_version_of_a_key ON developer_versions (app_id, key_slot) WHERE key_slot > 0;

ALTER TABLE test_versions ADD COLUMN key_slot BIGINT NOT NULL DEFAULT 0;
ALTER TABLE previews ADD COLUMN key_slot BIGINT NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN key_slot BIGINT NOT NULL DEFAULT 0;
DROP INDEX one_open_preview;
CREATE UNIQUE INDEX one_open_preview ON previews (app_id, superhub_id, key_slot) WHERE ended_at IS NULL;

-- sent_at: when the package last came; what nothing refers to is kept for some time after it.
ALTER TABLE packages ADD COLUMN sent_at BIGINT NOT NULL DEFAULT 0;
UPDATE packages SET sent_at = created_at;
CREATE INDEX packages_by_sent_at ON packages (sent_at, app_id, sha256);
CREATE INDEX previews_by_package ON previews (app_id, package);
CREATE INDEX packages_by_sha256 ON packages (sha256);

-- An upload that goes on after a broken connection; its bytes are a file named by its id.
CREATE TABLE uploads (
  id          TEXT PRIMARY KEY,
  app_id      TEXT NOT NULL REFERENCES apps (app_id),
  superhub_id TEXT NOT NULL REFERENCES accounts (superhub_id),
  key_slot    BIGINT NOT NULL DEFAULT 0,
  size        BIGINT NOT NULL CHECK (size > 0),
  sha256      TEXT NOT NULL CHECK (length (sha256) = 64),
  created_at  BIGINT NOT NULL,
  expires_at  BIGINT NOT NULL,
  UNIQUE (app_id, superhub_id, key_slot, sha256)
);
CREATE INDEX uploads_by_person ON uploads (superhub_id);
CREATE INDEX uploads_by_expiry ON uploads (expires_at);

-- Requests with an Idempotency-Key. done: the change was made; status: of the answer, 0 before it.
CREATE TABLE answers (
  actor      TEXT NOT NULL,
  operation  TEXT NOT NULL,
  request_key TEXT NOT NULL,
  body_hash  TEXT NOT NULL,
  claim      TEXT NOT NULL,
  done       BIGINT NOT NULL DEFAULT 0 CHECK (done IN (0, 1)),
  status     BIGINT NOT NULL DEFAULT 0,
  answer     TEXT NOT NULL DEFAULT '',
  created_at BIGINT NOT NULL,
  PRIMARY KEY (actor, operation, request_key)
);
CREATE INDEX answers_by_age ON answers (created_at);
