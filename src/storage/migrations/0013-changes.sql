-- SPDX-License-Identifier: GPL-3.0-or-later
-- What people who look at something hear of at once, though the audit log has no row for it: kept for an hour.

CREATE TABLE changes (
  number      INTEGER PRIMARY KEY,
  action      TEXT NOT NULL,
  app_id      TEXT NOT NULL,
  superhub_id TEXT NOT NULL,
  actor       TEXT NOT NULL,
  target      TEXT NOT NULL,
  at          BIGINT NOT NULL
);
