#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What docs/api.md says works, block by block, on a real platform."""

import os
import re
import shutil
import subprocess
import sys

import tap
from world import Platform, World, find

SOURCE = sys.argv[1]
world = World()
platform = Platform(world, "--idle-exit", "600")


def read_blocks():
    with open(os.path.join(SOURCE, "docs", "api.md"), encoding="utf-8") as file:
        return re.findall(r"^```sh\n(.*?)^```", file.read(), re.DOTALL | re.MULTILINE)


def make_reviewer():
    subprocess.run([find("SUPERHUB_BIN_PATH", "superhubd"), *platform.place, "--make-reviewer", "rita"],
                   check=True, stdout=subprocess.DEVNULL)


def test_the_guide_works():
    project = os.path.join(world.folder, "shop")
    shutil.copytree(os.path.join(SOURCE, "data", "samples", "corner-shop"), project)
    blocks = read_blocks()
    assert len(blocks) > 8
    # Accounts exist after the second block; who reviews is the operator's business.
    script = "set -euo pipefail\n" + "\n".join(blocks[:2]) + "\necho; echo ---; read -r _\n" + "\n".join(blocks[2:])
    environment = dict(os.environ, HUB=platform.url, PROJECT=project, HOME=world.folder,
                       PATH=os.path.dirname(find("SUPERHUB_BIN_PATH", "superhub")) + ":" + os.environ["PATH"])
    for kind in ("DATA", "CONFIG", "CACHE"):
        environment[f"XDG_{kind}_HOME"] = os.path.join(world.folder, kind)
    process = subprocess.Popen(["bash", "-c", script], cwd=world.folder, env=environment, text=True,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    seen = []
    for line in process.stdout:
        seen.append(line)
        if line == "---\n":
            make_reviewer()
            process.stdin.write("\n")
            process.stdin.flush()
    text = "".join(seen)
    assert process.wait() == 0, text
    # What went online, as the update check tells it, and the history after going back and forth.
    assert "\n1.0.0\n" in text, text
    assert re.search(r"\t1\.1\.0\tredo$", text, re.MULTILINE), text


def test_clean():
    platform.stop()
    world.clean()


tap.run([test_the_guide_works, test_clean])
