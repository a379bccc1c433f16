-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is looked for by something else than its key, in tables that grow with use, is found without reading all of it.

CREATE INDEX answers_by_claim ON answers (claim);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
CREATE INDEX runs_by_account ON runs (superhub_id);
CREATE INDEX runs_by_expiry ON runs (expires_at);
CREATE INDEX key_tokens_by_expiry ON key_tokens (expires_at);
CREATE INDEX key_nonces_by_expiry ON key_nonces (expires_at);
CREATE INDEX adoption_by_hour ON adoption (hour);
CREATE INDEX phased_releases_by_state ON phased_releases (state, ends_at);
