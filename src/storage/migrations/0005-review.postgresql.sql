-- SPDX-License-Identifier: GPL-3.0-or-later
-- A review is taken by a reviewer before it is decided: a state more, the form that was submitted, and what the
-- reviewer wrote. Phones may run a version in review.
ALTER TABLE reviews DROP CONSTRAINT reviews_state_check;
ALTER TABLE reviews ADD CONSTRAINT reviews_state_check
  CHECK (state IN ('pending', 'in_review', 'approved', 'rejected', 'withdrawn', 'released', 'replaced'));
ALTER TABLE reviews ADD COLUMN form TEXT NOT NULL DEFAULT '{}';
ALTER TABLE reviews ADD COLUMN test_account TEXT NOT NULL DEFAULT '';
ALTER TABLE reviews ADD COLUMN notes TEXT NOT NULL DEFAULT '{}';
ALTER TABLE reviews ADD COLUMN taken_by TEXT REFERENCES accounts (superhub_id);
ALTER TABLE reviews ADD COLUMN taken_at BIGINT;
ALTER TABLE reviews ADD COLUMN taken_until BIGINT;
ALTER TABLE reviews ADD CONSTRAINT rejected_with_reason
  CHECK (state <> 'rejected' OR (reason IS NOT NULL AND length (reason) > 0));
ALTER TABLE reviews ADD CONSTRAINT in_review_by_somebody
  CHECK (state <> 'in_review' OR (taken_by IS NOT NULL AND taken_until IS NOT NULL));
-- At most one version in review: waiting for a reviewer, with one, or approved and waiting for its release.
DROP INDEX one_in_review;
CREATE UNIQUE INDEX one_in_review ON reviews (app_id) WHERE state IN ('pending', 'in_review', 'approved');

ALTER TABLE runs DROP CONSTRAINT runs_kind_check;
ALTER TABLE runs ADD CONSTRAINT runs_kind_check CHECK (kind IN ('preview', 'test', 'online', 'review'));
