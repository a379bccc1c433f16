-- SPDX-License-Identifier: GPL-3.0-or-later
-- People: one admin by constraint, sign-ins to a program's console, what counts against guessing.

-- app_id: the one program a console sign-in is for; guest: let in by the program's admin, without being a member.
ALTER TABLE sessions ADD COLUMN app_id TEXT REFERENCES apps (app_id);
ALTER TABLE sessions ADD COLUMN guest BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN label TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN used_at BIGINT NOT NULL DEFAULT 0;

-- The index one_admin allows at most one admin; this keeps the one there is: the membership it refers to can be neither
-- deleted nor given another kind before another one stands here.
CREATE UNIQUE INDEX members_by_kind ON members (app_id, superhub_id, kind);
CREATE TABLE app_admins (
  app_id      TEXT PRIMARY KEY REFERENCES apps (app_id),
  superhub_id TEXT NOT NULL,
  kind        TEXT NOT NULL DEFAULT 'admin' CHECK (kind = 'admin'),
  FOREIGN KEY (app_id, superhub_id, kind) REFERENCES members (app_id, superhub_id, kind)
    DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO app_admins (app_id, superhub_id) SELECT app_id, superhub_id FROM members WHERE kind = 'admin';

-- Who asked to sign in to a program's console, and what became of it. decided_by is the admin, or NULL for a member,
-- whom nobody has to let in.
CREATE TABLE console_sign_ins (
  number      INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  app_id      TEXT NOT NULL REFERENCES apps (app_id),
  superhub_id TEXT NOT NULL REFERENCES accounts (superhub_id),
  message     TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('pending', 'allowed', 'denied', 'used', 'ended')),
  created_at  BIGINT NOT NULL,
  expires_at  BIGINT NOT NULL,
  decided_by  TEXT REFERENCES accounts (superhub_id),
  decided_at  BIGINT
);
CREATE UNIQUE INDEX one_open_sign_in ON console_sign_ins (app_id, superhub_id) WHERE state IN ('pending', 'allowed');
CREATE INDEX console_sign_ins_by_app ON console_sign_ins (app_id, number);
CREATE INDEX console_sign_ins_by_person ON console_sign_ins (superhub_id, created_at);

-- Failures that slow somebody down, by the hash of who and what is counted.
CREATE TABLE attempts (
  name     TEXT PRIMARY KEY,
  began    BIGINT NOT NULL,
  failures BIGINT NOT NULL
);
CREATE INDEX attempts_by_age ON attempts (began);

CREATE INDEX audit_by_app ON audit (app_id, number);
CREATE INDEX audit_by_actor ON audit (actor, number);
