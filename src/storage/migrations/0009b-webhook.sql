-- SPDX-License-Identifier: GPL-3.0-or-later
-- A program's webhook: where its admin's notifications are sent besides.

CREATE TABLE webhooks (
  app_id        TEXT PRIMARY KEY REFERENCES apps (app_id),
  url           TEXT NOT NULL,
  secret        TEXT NOT NULL,
  failing_since BIGINT NOT NULL DEFAULT 0,
  disabled_at   BIGINT NOT NULL DEFAULT 0,
  outcome       TEXT NOT NULL DEFAULT '',
  delivered_at  BIGINT NOT NULL DEFAULT 0,
  set_by        TEXT NOT NULL REFERENCES accounts (superhub_id),
  set_at        BIGINT NOT NULL
);

-- A notification on its way; id is what the receiver knows it by. due_at 0: not before the webhook is set again.
CREATE TABLE webhook_deliveries (
  number       INTEGER PRIMARY KEY,
  id           TEXT NOT NULL UNIQUE,
  app_id       TEXT NOT NULL REFERENCES apps (app_id),
  notification BIGINT NOT NULL UNIQUE REFERENCES notifications (number),
  kind         TEXT NOT NULL,
  content      TEXT NOT NULL,
  state        TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'failing')),
  attempts     BIGINT NOT NULL DEFAULT 0,
  due_at       BIGINT NOT NULL,
  outcome      TEXT NOT NULL DEFAULT '',
  created_at   BIGINT NOT NULL,
  delivered_at BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (due_at) WHERE state <> 'delivered' AND due_at > 0;
CREATE INDEX webhook_deliveries_by_app ON webhook_deliveries (app_id, number);
