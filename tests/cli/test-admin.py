#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the operator of a platform does on its machine."""

import os

import tap
from world import PASSWORD, Person, Platform, World

world = World()
platform = Platform(world, "--idle-exit", "600")
SERVER = ("--server", platform.url)
alice = Person(world, "alice")
operator = Person(world, "operator")


def test_a_running_platform_is_backed_up():
    alice.call("account", "create", "alice", "--password-stdin", *SERVER, stdin=PASSWORD + "\n")
    folder = os.path.join(world.folder, "backup")
    made = operator.call("admin", "backup", folder, *platform.place)
    assert made["folder"] == folder and made["engine"] == platform.engine and made["format"] == 1
    assert os.path.exists(os.path.join(folder, made["database"]))
    again = operator.refused("admin", "backup", folder, *platform.place, error="admin.failed", code=5)
    assert folder in again["message"]
    other = os.path.join(world.folder, "other")
    assert other in operator.run("admin", "backup", other, *platform.place).text


def test_nothing_is_backed_up_where_no_platform_is():
    folder = os.path.join(world.folder, "nothing")
    operator.refused("admin", "backup", folder, error="admin.failed", code=5)
    operator.refused("admin", "backup", folder, "--data-dir", "/nonexistent", error="admin.failed", code=5)
    operator.run("admin", "backup", code=2)
    assert not os.path.exists(folder)


def test_an_account_becomes_a_reviewer():
    made = operator.call("admin", "make-reviewer", "alice", *platform.place)
    assert made == {"superhub_id": "alice", "reviewer": True}
    operator.refused("admin", "make-reviewer", "bob", *platform.place, error="admin.failed", code=5)
    alice.call("login", "--id", "alice", "--password-stdin", *SERVER, stdin=PASSWORD + "\n")
    alice.call("review", "list")


try:
    tap.run([value for name, value in list(globals().items()) if name.startswith("test_")])
finally:
    platform.stop()
    world.clean()
