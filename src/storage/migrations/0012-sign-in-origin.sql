-- SPDX-License-Identifier: GPL-3.0-or-later
-- Where a request to sign in to a program's console came from, as with sessions. Older requests do not tell.

ALTER TABLE console_sign_ins ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE console_sign_ins ADD COLUMN label TEXT NOT NULL DEFAULT '';
