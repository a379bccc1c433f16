# SPDX-License-Identifier: GPL-3.0-or-later
"""The Test Anything Protocol for tests that are plain functions."""

import sys
import traceback


def run(tests):
    """Runs functions in their order; a failure ends neither the others nor the cleaning up."""
    print(f"1..{len(tests)}", flush=True)
    failed = 0
    for number, test in enumerate(tests, 1):
        name = test.__name__.removeprefix("test_").replace("_", " ")
        try:
            reason = test()
        except Exception:  # noqa: BLE001 - whatever it was, it is this test's failure
            failed += 1
            for line in traceback.format_exc().splitlines():
                print(f"# {line}")
            print(f"not ok {number} {name}", flush=True)
        else:
            skip = f" # SKIP {reason}" if isinstance(reason, str) else ""
            print(f"ok {number} {name}{skip}", flush=True)
    sys.exit(1 if failed else 0)
