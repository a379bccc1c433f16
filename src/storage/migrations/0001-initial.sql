-- SPDX-License-Identifier: GPL-3.0-or-later
-- Times are microseconds since 1970 UTC. What must never be wrong is a constraint here, not only
-- a check before a write.

CREATE TABLE accounts (
  superhub_id   TEXT PRIMARY KEY,
  display_name  TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  reviewer      BIGINT NOT NULL DEFAULT 0 CHECK (reviewer IN (0, 1)),
  created_at    BIGINT NOT NULL
);

CREATE TABLE sessions (
  token_hash   TEXT PRIMARY KEY,
  superhub_id  TEXT NOT NULL REFERENCES accounts (superhub_id) ON DELETE CASCADE,
  scope        TEXT NOT NULL CHECK (scope IN ('devtools', 'console', 'phone')),
  created_at   BIGINT NOT NULL,
  confirmed_at BIGINT NOT NULL,
  expires_at   BIGINT NOT NULL
);
CREATE INDEX sessions_by_account ON sessions (superhub_id);

CREATE TABLE apps (
  app_id     TEXT PRIMARY KEY,
  name       TEXT NOT NULL,
  suspended  BIGINT NOT NULL DEFAULT 0 CHECK (suspended IN (0, 1)),
  removed    BIGINT NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
  created_by TEXT NOT NULL REFERENCES accounts (superhub_id),
  created_at BIGINT NOT NULL
);

-- roles: 1 operator, 2 developer, 4 data analyst
CREATE TABLE members (
  app_id      TEXT NOT NULL REFERENCES apps (app_id),
  superhub_id TEXT NOT NULL REFERENCES accounts (superhub_id),
  kind        TEXT NOT NULL CHECK (kind IN ('admin', 'project', 'test')),
  roles       BIGINT NOT NULL DEFAULT 0,
  added_by    TEXT NOT NULL REFERENCES accounts (superhub_id),
  added_at    BIGINT NOT NULL,
  PRIMARY KEY (app_id, superhub_id),
  CHECK ((kind = 'project' AND roles BETWEEN 1 AND 7) OR (kind <> 'project' AND roles = 0))
);
CREATE UNIQUE INDEX one_admin ON members (app_id) WHERE kind = 'admin';
CREATE INDEX members_by_account ON members (superhub_id, kind);

-- The bytes are files named by their hash; a row says that a program owns them.
CREATE TABLE packages (
  app_id      TEXT NOT NULL REFERENCES apps (app_id),
  sha256      TEXT NOT NULL CHECK (length (sha256) = 64),
  sizes       TEXT NOT NULL,
  pages       TEXT NOT NULL,
  uploaded_by TEXT NOT NULL REFERENCES accounts (superhub_id),
  created_at  BIGINT NOT NULL,
  PRIMARY KEY (app_id, sha256)
);

CREATE TABLE previews (
  token_hash  TEXT PRIMARY KEY,
  app_id      TEXT NOT NULL,
  superhub_id TEXT NOT NULL REFERENCES accounts (superhub_id),
  package     TEXT NOT NULL,
  condition   TEXT NOT NULL,
  created_at  BIGINT NOT NULL,
  expires_at  BIGINT NOT NULL,
  ended_at    BIGINT,
  FOREIGN KEY (app_id, package) REFERENCES packages (app_id, sha256)
);
CREATE UNIQUE INDEX one_open_preview ON previews (app_id, superhub_id) WHERE ended_at IS NULL;

CREATE TABLE developer_versions (
  id          TEXT PRIMARY KEY,
  app_id      TEXT NOT NULL,
  developer   TEXT NOT NULL REFERENCES accounts (superhub_id),
  version     TEXT NOT NULL,
  remarks     TEXT NOT NULL,
  package     TEXT NOT NULL,
  uploaded_at BIGINT NOT NULL,
  UNIQUE (app_id, developer),
  FOREIGN KEY (app_id, package) REFERENCES packages (app_id, sha256)
);

CREATE TABLE test_versions (
  app_id    TEXT PRIMARY KEY,
  developer TEXT NOT NULL REFERENCES accounts (superhub_id),
  mode      TEXT NOT NULL CHECK (mode IN ('follow', 'pin')),
  version   TEXT NOT NULL,
  remarks   TEXT NOT NULL,
  package   TEXT NOT NULL,
  set_by    TEXT NOT NULL REFERENCES accounts (superhub_id),
  set_at    BIGINT NOT NULL,
  FOREIGN KEY (app_id, package) REFERENCES packages (app_id, sha256)
);

CREATE TABLE reviews (
  number       INTEGER PRIMARY KEY,
  id           TEXT NOT NULL UNIQUE,
  app_id       TEXT NOT NULL,
  version      TEXT NOT NULL,
  remarks      TEXT NOT NULL,
  description  TEXT NOT NULL,
  package      TEXT NOT NULL,
  state        TEXT NOT NULL
               CHECK (state IN ('pending', 'approved', 'rejected', 'withdrawn', 'released', 'replaced')),
  reason       TEXT CHECK (state <> 'rejected' OR length (reason) > 0),
  submitted_by TEXT NOT NULL REFERENCES accounts (superhub_id),
  submitted_at BIGINT NOT NULL,
  decided_by   TEXT REFERENCES accounts (superhub_id),
  decided_at   BIGINT,
  FOREIGN KEY (app_id, package) REFERENCES packages (app_id, sha256)
);
-- At most one version in review: waiting for the reviewer, or approved and waiting for its release.
CREATE UNIQUE INDEX one_in_review ON reviews (app_id) WHERE state IN ('pending', 'approved');
CREATE INDEX reviews_by_app ON reviews (app_id, number);
CREATE INDEX reviews_by_state ON reviews (state, number);

CREATE TABLE releases (
  number      INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  app_id      TEXT NOT NULL,
  review_id   TEXT NOT NULL REFERENCES reviews (id),
  version     TEXT NOT NULL,
  remarks     TEXT NOT NULL,
  package     TEXT NOT NULL,
  mode        TEXT NOT NULL CHECK (mode IN ('full')),
  state       TEXT NOT NULL CHECK (state IN ('online', 'replaced')),
  released_by TEXT NOT NULL REFERENCES accounts (superhub_id),
  released_at BIGINT NOT NULL,
  FOREIGN KEY (app_id, package) REFERENCES packages (app_id, sha256)
);
CREATE UNIQUE INDEX one_online ON releases (app_id) WHERE state = 'online';
CREATE INDEX releases_by_app ON releases (app_id, number);

-- subject: what it is about; the same person is told once about the same thing.
CREATE TABLE notifications (
  number      INTEGER PRIMARY KEY,
  superhub_id TEXT NOT NULL REFERENCES accounts (superhub_id),
  kind        TEXT NOT NULL,
  subject     TEXT NOT NULL,
  text        TEXT NOT NULL,
  app_id      TEXT NOT NULL REFERENCES apps (app_id),
  link        TEXT NOT NULL,
  created_at  BIGINT NOT NULL,
  read_at     BIGINT,
  UNIQUE (superhub_id, kind, subject)
);

-- One running program on a phone: what /r/TOKEN serves.
CREATE TABLE runs (
  token_hash  TEXT PRIMARY KEY,
  kind        TEXT NOT NULL CHECK (kind IN ('preview', 'test', 'online')),
  app_id      TEXT NOT NULL,
  superhub_id TEXT NOT NULL REFERENCES accounts (superhub_id),
  package     TEXT NOT NULL,
  expires_at  BIGINT NOT NULL,
  FOREIGN KEY (app_id, package) REFERENCES packages (app_id, sha256)
);
CREATE INDEX runs_by_person ON runs (app_id, superhub_id);

-- What programs keep with wx.setStorage on phones.
CREATE TABLE stored_values (
  app_id      TEXT NOT NULL REFERENCES apps (app_id),
  superhub_id TEXT NOT NULL REFERENCES accounts (superhub_id),
  key         TEXT NOT NULL,
  value       TEXT NOT NULL,
  bytes       BIGINT NOT NULL,
  PRIMARY KEY (app_id, superhub_id, key)
);

-- Each row's hash covers the row and the hash before it: a changed or missing row shows.
CREATE TABLE audit (
  number   INTEGER PRIMARY KEY,
  at       BIGINT NOT NULL,
  actor    TEXT NOT NULL,
  action   TEXT NOT NULL,
  app_id   TEXT NOT NULL,
  target   TEXT NOT NULL,
  outcome  TEXT NOT NULL CHECK (outcome IN ('done', 'refused')),
  code     TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash     TEXT NOT NULL UNIQUE
);
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE (ABORT, 'the audit log is only added to'); END;
CREATE TRIGGER audit_is_never_shortened BEFORE DELETE ON audit
BEGIN SELECT RAISE (ABORT, 'the audit log is only added to'); END;
