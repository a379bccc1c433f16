-- SPDX-License-Identifier: GPL-3.0-or-later
-- Since when somebody is an admin or project member, without a break: what happened before is not theirs to hear. 0 for testers.

ALTER TABLE members ADD COLUMN project_since BIGINT NOT NULL DEFAULT 0;
UPDATE members SET project_since = added_at WHERE kind <> 'test';
