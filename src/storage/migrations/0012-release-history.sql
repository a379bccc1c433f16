-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who ended a phased release; for those that have ended before, the log says it.
ALTER TABLE phased_releases ADD COLUMN ended_by TEXT NOT NULL DEFAULT '';
UPDATE phased_releases SET ended_by = coalesce ((
  SELECT audit.actor FROM audit WHERE audit.app_id = phased_releases.app_id AND audit.outcome = 'done'
  AND audit.action IN ('createRelease', 'raiseGrayRelease', 'revertGrayRelease', 'revertCodeRelease', 'redoCodeRelease', 'removeApp')
  AND audit.at >= phased_releases.ended_at ORDER BY audit.number LIMIT 1), '') WHERE ended_at > 0;

-- What the history of releases is read from, found without reading everything else that was done in a program.
CREATE INDEX audit_of_releases ON audit (app_id, number)
WHERE outcome = 'done' AND action IN ('createRelease', 'revertCodeRelease', 'redoCodeRelease', 'setVisitStatus');
