-- SPDX-License-Identifier: GPL-3.0-or-later
-- Mini program codes, and the logos in them.

-- One code for each page, scene and version of a program: asking again changes its looks, not its address.
CREATE TABLE codes (
  number      INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  app_id      TEXT NOT NULL REFERENCES apps (app_id),
  env_version TEXT NOT NULL CHECK (env_version IN ('release', 'trial', 'develop')),
  page        TEXT NOT NULL,
  scene       TEXT NOT NULL,
  width       BIGINT NOT NULL CHECK (width BETWEEN 280 AND 1280),
  line_colour BIGINT NOT NULL CHECK (line_colour BETWEEN -1 AND 16777215),
  is_hyaline  BIGINT NOT NULL CHECK (is_hyaline IN (0, 1)),
  made_by     TEXT NOT NULL REFERENCES accounts (superhub_id),
  made_at     BIGINT NOT NULL,
  scans       BIGINT NOT NULL DEFAULT 0,
  scanned_at  BIGINT,
  UNIQUE (app_id, env_version, page, scene)
);
CREATE INDEX codes_by_app ON codes (app_id, number);

CREATE TABLE app_logos (
  app_id TEXT PRIMARY KEY REFERENCES apps (app_id),
  png    TEXT NOT NULL,
  set_by TEXT NOT NULL REFERENCES accounts (superhub_id),
  set_at BIGINT NOT NULL
);
