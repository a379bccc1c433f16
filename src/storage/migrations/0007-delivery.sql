-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the platform last said about a program, and how often it has changed: a client takes no smaller number than it has seen.
CREATE TABLE manifests (
  app_id     TEXT PRIMARY KEY REFERENCES apps (app_id),
  number     BIGINT NOT NULL CHECK (number > 0),
  content    TEXT NOT NULL,
  changed_at BIGINT NOT NULL
);

-- The Ed25519 keys that manifests are signed with, the newest last; each but the first is vouched for by the one before.
CREATE TABLE signing_keys (
  number      INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  public_key  TEXT NOT NULL,
  secret_key  TEXT NOT NULL,
  endorsed_by TEXT,
  endorsement TEXT,
  created_at  BIGINT NOT NULL,
  CHECK ((endorsed_by IS NULL) = (endorsement IS NULL))
);

-- Whose package is asked for by its hash alone.
CREATE INDEX releases_by_package ON releases (package);
CREATE INDEX packages_by_hash ON packages (sha256);
