-- SPDX-License-Identifier: GPL-3.0-or-later
-- Development settings: server domains, message push, rules for ordinary links.

CREATE TABLE server_domains (
  app_id     TEXT NOT NULL REFERENCES apps (app_id),
  domain_use TEXT NOT NULL
             CHECK (domain_use IN ('request', 'socket', 'uploadFile', 'downloadFile', 'udp', 'tcp')),
  domain     TEXT NOT NULL,
  place      BIGINT NOT NULL,
  PRIMARY KEY (app_id, domain_use, domain)
);

-- Each change that counts against a monthly number.
CREATE TABLE setting_edits (
  number    INTEGER PRIMARY KEY,
  app_id    TEXT NOT NULL REFERENCES apps (app_id),
  kind      TEXT NOT NULL CHECK (kind IN ('domains', 'links')),
  edited_by TEXT NOT NULL REFERENCES accounts (superhub_id),
  edited_at BIGINT NOT NULL
);
CREATE INDEX setting_edits_by_app ON setting_edits (app_id, kind, edited_at);

CREATE TABLE message_push (
  app_id  TEXT PRIMARY KEY REFERENCES apps (app_id),
  url     TEXT NOT NULL,
  token   TEXT NOT NULL,
  aes_key TEXT NOT NULL CHECK (length (aes_key) = 43),
  mode    TEXT NOT NULL CHECK (mode IN ('plain', 'safe')),
  format  TEXT NOT NULL CHECK (format IN ('json', 'xml')),
  set_by  TEXT NOT NULL REFERENCES accounts (superhub_id),
  set_at  BIGINT NOT NULL
);

-- What a program's server is told; number is its MsgId. The same thing is told once.
CREATE TABLE push_messages (
  number     INTEGER PRIMARY KEY,
  app_id     TEXT NOT NULL REFERENCES apps (app_id),
  event      TEXT NOT NULL,
  subject    TEXT NOT NULL,
  content    TEXT NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'failed')),
  attempts   BIGINT NOT NULL DEFAULT 0,
  due_at     BIGINT NOT NULL,
  outcome    TEXT NOT NULL DEFAULT '',
  created_at BIGINT NOT NULL,
  UNIQUE (app_id, event, subject)
);
CREATE INDEX push_messages_due ON push_messages (due_at) WHERE state = 'waiting';

-- The file by which a program's people prove that a site is theirs.
CREATE TABLE link_files (
  app_id  TEXT PRIMARY KEY REFERENCES apps (app_id),
  name    TEXT NOT NULL UNIQUE,
  content TEXT NOT NULL
);

CREATE TABLE link_rules (
  number       INTEGER PRIMARY KEY,
  id           TEXT NOT NULL UNIQUE,
  app_id       TEXT NOT NULL REFERENCES apps (app_id),
  host         TEXT NOT NULL,
  prefix       TEXT NOT NULL,
  page         TEXT NOT NULL,
  open_version TEXT NOT NULL CHECK (open_version IN ('develop', 'trial', 'release')),
  published    BIGINT NOT NULL DEFAULT 0 CHECK (published IN (0, 1)),
  made_by      TEXT NOT NULL REFERENCES accounts (superhub_id),
  made_at      BIGINT NOT NULL,
  published_at BIGINT
);
CREATE UNIQUE INDEX one_published_link ON link_rules (prefix) WHERE published = 1;
CREATE UNIQUE INDEX one_draft_link ON link_rules (app_id, prefix) WHERE published = 0;
CREATE INDEX link_rules_by_host ON link_rules (host);
CREATE INDEX link_rules_by_app ON link_rules (app_id, number);

CREATE TABLE link_debug_urls (
  rule_id TEXT NOT NULL REFERENCES link_rules (id) ON DELETE CASCADE,
  place   BIGINT NOT NULL,
  url     TEXT NOT NULL,
  PRIMARY KEY (rule_id, url)
);
