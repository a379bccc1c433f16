#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A machine that builds and uploads with a key, without an account."""

import json
import os
import shutil
import stat

import tap
from world import Person, Platform, World

world = World()
platform = Platform(world, "--idle-exit", "600")
SERVER = ("--server", platform.url)
alice = Person(world, "alice")
# Nobody is signed in there, and no platform is named.
machine = Person(world, "machine")
shared = {}


def test_a_developer_makes_a_key():
    alice.sign_up("alice", platform)
    app = shared["app"] = alice.call("app", "create", "Shop")["app_id"]
    shared["project"] = world.project("shop", **{"project.config.json": json.dumps({"appid": app})})
    path = shared["key"] = os.path.join(world.folder, "ci.key")
    made = alice.call("key", "create", path, "--slot", "4", "--name", "Nightly", "--ip-range", "127.0.0.0/8",
                      "--ip-range", "2001:db8::/32", "--app", app)
    assert made["slot"] == 4 and made["created_by"] == "alice" and made["file"] == path
    assert made["ip_ranges"] == ["127.0.0.0/8", "2001:db8::/32"]
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    with open(path, encoding="utf-8") as file:
        secret = json.load(file)["private_key"]
    assert secret not in json.dumps(made) and secret not in json.dumps(alice.call("key", "list", "--app", app))


def test_a_key_is_not_written_over():
    before = open(shared["key"], "rb").read()
    alice.refused("key", "create", shared["key"], "--app", shared["app"], code=5, error="io.exists")
    assert open(shared["key"], "rb").read() == before
    # Where the platform refuses, nothing is left behind.
    other = os.path.join(world.folder, "other.key")
    alice.refused("key", "create", other, "--slot", "4", "--app", shared["app"], error="key.slot_taken")
    assert not os.path.exists(other)
    alice.refused("key", "create", other, "--slot", "31", "--app", shared["app"], code=2, error="usage.bad_arguments")
    alice.refused("key", "create", other, "--ip-range", "anywhere", "--app", shared["app"], error="key.bad_range")


def test_the_machine_uploads():
    done = machine.call("upload", shared["project"], "--version", "2.0.0", "--desc", "built", "--key", shared["key"])
    assert done["key_slot"] == 4 and done["developer"] == "alice"
    machine.call("upload", shared["project"], "--version", "2.0.1", "--key", shared["key"])
    alice.call("upload", shared["project"], "--version", "1.0.0", "--app", shared["app"])
    versions = alice.call("version", "list", "--app", shared["app"])["developer"]
    assert sorted((v["version"], v["key_slot"]) for v in versions) == [("1.0.0", 0), ("2.0.1", 4)]
    assert "alice, key 4" in alice.run("version", "list", "--app", shared["app"]).text
    listed = alice.run("key", "list", "--app", shared["app"]).text
    assert "Nightly" in listed and "127.0.0.0/8" in listed


def test_the_machine_previews():
    code = os.path.join(world.folder, "code.png")
    preview = machine.call("preview", shared["project"], "--key", shared["key"], "--qr-output", code)
    assert preview["url"].startswith(platform.url) and os.path.getsize(code) > 100


def test_nothing_else():
    """The token does not open what belongs to people, and signs nobody in on the machine."""
    machine.run("member", "list", "--app", shared["app"], *SERVER, code=3)
    other = world.project("other", **{"project.config.json": json.dumps({"appid": "wx0123456789abcdef"})})
    machine.refused("upload", other, "--version", "1", "--key", shared["key"], error="key.other_program")


def test_files_that_are_no_keys():
    wrong = os.path.join(world.folder, "wrong.key")
    with open(wrong, "w", encoding="utf-8") as file:
        file.write("{\"kind\": \"something\"}")
    machine.refused("upload", shared["project"], "--version", "1", "--key", wrong, error="key.bad_file")
    readable = os.path.join(world.folder, "readable.key")
    shutil.copy(shared["key"], readable)
    os.chmod(readable, 0o644)
    answer = machine.run("upload", shared["project"], "--version", "2.0.2", "--key", readable)
    assert "chmod 600" in answer.errors


def test_revoked():
    alice.run("key", "revoke", "4", "--app", shared["app"])
    machine.refused("upload", shared["project"], "--version", "3", "--key", shared["key"], code=3, error="key.refused")
    assert alice.call("key", "list", "--app", shared["app"])["items"] == []
    alice.refused("key", "revoke", "4", "--app", shared["app"], error="key.not_found")
    # Its version stays until somebody deletes it.
    versions = alice.call("version", "list", "--app", shared["app"])["developer"]
    assert ("2.0.2", 4) in [(v["version"], v["key_slot"]) for v in versions]


def test_local_platform():
    """Its port is another with every start; the key finds it all the same."""
    path = os.path.join(world.folder, "local.key")
    newcomer = Person(world, "newcomer")
    app = newcomer.call("app", "create", "Mine", "--server", "local")["app_id"]
    newcomer.call("key", "create", path, "--app", app, "--server", "local")
    with open(path, encoding="utf-8") as file:
        assert json.load(file)["server"] == "local"
    project = world.project("mine")
    assert newcomer.call("upload", project, "--version", "1", "--key", path)["key_slot"] == 1
    with open(os.path.join(newcomer.home, "data", "superhub", "platform", "superhubd.lock"), encoding="utf-8") as file:
        os.kill(int(file.read()), 9)


try:
    tap.run([value for name, value in list(globals().items()) if name.startswith("test_")])
finally:
    platform.stop()
    world.clean()
