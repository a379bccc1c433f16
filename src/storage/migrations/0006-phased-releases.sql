-- SPDX-License-Identifier: GPL-3.0-or-later
-- A version that a growing share of the people gets, on top of the full one. Once everybody has it, it becomes a row of
-- releases under the same id.
CREATE TABLE phased_releases (
  number      INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  app_id      TEXT NOT NULL,
  review_id   TEXT NOT NULL REFERENCES reviews (id),
  version     TEXT NOT NULL,
  remarks     TEXT NOT NULL,
  package     TEXT NOT NULL,
  salt        TEXT NOT NULL CHECK (length (salt) = 32),
  share       BIGINT NOT NULL CHECK (share BETWEEN 0 AND 10000),
  share_since BIGINT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('running', 'paused', 'deciding', 'finished', 'cancelled')),
  paused_at   BIGINT NOT NULL DEFAULT 0 CHECK ((state = 'paused') <= (paused_at > 0)),
  ends_at     BIGINT NOT NULL,
  ended_at    BIGINT NOT NULL DEFAULT 0 CHECK ((state IN ('finished', 'cancelled')) = (ended_at > 0)),
  released_by TEXT NOT NULL REFERENCES accounts (superhub_id),
  released_at BIGINT NOT NULL,
  FOREIGN KEY (app_id, package) REFERENCES packages (app_id, sha256),
  CHECK (state <> 'finished' OR share = 10000)
);
CREATE UNIQUE INDEX one_phased_release ON phased_releases (app_id) WHERE state IN ('running', 'paused', 'deciding');
CREATE INDEX phased_releases_by_app ON phased_releases (app_id, number);

-- done_at: 0 until the step was taken, or left behind by a greater share that was set by hand.
CREATE TABLE release_steps (
  release_id TEXT NOT NULL REFERENCES phased_releases (id),
  position   BIGINT NOT NULL CHECK (position >= 0),
  share      BIGINT NOT NULL CHECK (share BETWEEN 0 AND 10000),
  due_at     BIGINT NOT NULL,
  done_at    BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (release_id, position),
  UNIQUE (release_id, share)
);

-- Every change of the full version that is online, for ever.
CREATE TABLE online_versions (
  number     INTEGER PRIMARY KEY,
  app_id     TEXT NOT NULL REFERENCES apps (app_id),
  release_id TEXT NOT NULL REFERENCES releases (id),
  previous   TEXT REFERENCES releases (id),
  how        TEXT NOT NULL CHECK (how IN ('full', 'phased', 'rollback', 'redo')),
  made_by    TEXT NOT NULL,
  made_at    BIGINT NOT NULL
);
CREATE INDEX online_versions_by_app ON online_versions (app_id, number);
INSERT INTO online_versions (app_id, release_id, previous, how, made_by, made_at)
SELECT r.app_id, r.id,
       (SELECT p.id FROM releases p WHERE p.app_id = r.app_id AND p.number < r.number ORDER BY p.number DESC LIMIT 1),
       'full', r.released_by, r.released_at
FROM releases r ORDER BY r.number;

-- "suspended" is the owner's flag; this one is the platform operator's.
ALTER TABLE apps ADD COLUMN suspended_by_platform BIGINT NOT NULL DEFAULT 0 CHECK (suspended_by_platform IN (0, 1));
ALTER TABLE apps ADD COLUMN owner_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE apps ADD COLUMN platform_reason TEXT NOT NULL DEFAULT '';

-- Update checks by version and hour: hour is hours since 1970.
CREATE TABLE adoption (
  app_id     TEXT NOT NULL REFERENCES apps (app_id),
  hour       BIGINT NOT NULL,
  release_id TEXT NOT NULL,
  checks     BIGINT NOT NULL CHECK (checks > 0),
  PRIMARY KEY (app_id, hour, release_id)
);
CREATE INDEX phased_releases_by_package ON phased_releases (package);
