#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Members, sign-ins and the audit log by script."""

import csv
import json
import os

import tap
from world import PASSWORD, Person, Platform, World

NEW_PASSWORD = "another horse battery"
world = World()
# Should this test be killed, its platform ends by itself.
platform = Platform(world, "--idle-exit", "600")
SERVER = ("--server", platform.url)
alice = Person(world, "alice")
bob = Person(world, "bob")
eve = Person(world, "eve")
shared = {}


def test_begin():
    for person, superhub_id in ((alice, "alice"), (bob, "bob"), (eve, "eve")):
        person.sign_up(superhub_id, platform)
    shared["app"] = alice.call("app", "create", "Shop")["app_id"]


def test_many_members_from_a_file():
    team = os.path.join(world.folder, "team.txt")
    with open(team, "w", encoding="utf-8") as file:
        file.write("# our team\nbob developer, operator\n\nnobody test\n")
    answer = alice.run("member", "import", team, "--app", shared["app"], code=1)
    assert "nobody" in answer.text and "Done: 1; refused: 1" in answer.errors, answer.text + answer.errors
    lines = alice.call("member", "import", team, "--app", shared["app"])["results"]
    assert [line["outcome"] for line in lines] == ["unchanged", "refused"]
    assert lines[1]["code"] == "member.no_such_account"
    members = alice.call("member", "list", "--app", shared["app"])["items"]
    assert {item["superhub_id"]: sorted(item["roles"]) for item in members} == {
        "alice": [], "bob": ["developer", "operator"]}
    alice.refused("member", "import", os.path.join(world.folder, "none.txt"), "--app", shared["app"],
                  error="io.failed", code=5)
    table = bob.run("member", "permissions").text
    assert "development-management" in table and "service-suspension" in table


def test_live_events():
    place = alice.call("events")["cursor"]
    app_id = alice.call("app", "create", "Live")["app_id"]
    answer = alice.call("events", "--after", place)
    assert [(item["action"], item["app_id"]) for item in answer["items"]] == [("createApp", app_id)], answer
    assert bob.call("events", "--after", place)["items"] == []
    assert "createApp" in alice.run("events", "--after", place).text
    assert alice.call("events", "--after", answer["cursor"])["items"] == []
    alice.refused("events", "--after", "yesterday", error="usage.bad_cursor", code=2)


def test_hand_over_and_back():
    bob.refused("member", "hand-over", "alice", "--app", shared["app"], error="auth.permission_denied")
    alice.run("member", "hand-over", "bob", "--role", "developer,operator", "--app", shared["app"])
    kinds = {item["superhub_id"]: item["kind"] for item in bob.call("member", "list", "--app", shared["app"])["items"]}
    assert kinds == {"alice": "project", "bob": "admin"}, kinds
    alice.refused("member", "hand-over", "alice", "--app", shared["app"], error="auth.permission_denied")
    bob.run("member", "hand-over", "alice", "--app", shared["app"])


def test_being_let_in():
    eve.refused("member", "list", "--app", shared["app"], error="auth.permission_denied")
    asked = eve.call("console", "request", "--app", shared["app"], "--message", "To check the texts")
    assert asked["state"] == "pending"
    eve.refused("console", "enter", asked["id"], "--app", shared["app"], error="console.not_allowed")
    waiting = alice.call("console", "list", "--pending", "--app", shared["app"])["items"]
    assert [item["id"] for item in waiting] == [asked["id"]] and waiting[0]["message"] == "To check the texts"
    assert "eve" in alice.run("console", "list", "--app", shared["app"]).text
    alice.run("console", "allow", asked["id"], "--app", shared["app"])
    line = eve.run("console", "enter", asked["id"], "--app", shared["app"]).text
    token = line.strip().removeprefix("export SUPERHUB_TOKEN=")
    eve.refused("console", "enter", asked["id"], "--app", shared["app"], error="console.expired")
    eve.call("member", "list", "--app", shared["app"], *SERVER, SUPERHUB_TOKEN=token)
    eve.refused("app", "list", *SERVER, error="auth.wrong_scope", SUPERHUB_TOKEN=token)
    alice.run("console", "deny", asked["id"], "--app", shared["app"])
    eve.refused("member", "list", "--app", shared["app"], *SERVER, error="auth.required", code=3, SUPERHUB_TOKEN=token)


def test_sign_ins():
    elsewhere = Person(world, "bob-elsewhere")
    elsewhere.call("login", "bob", "--password-stdin", *SERVER, stdin=PASSWORD)
    items = bob.call("session", "list")["items"]
    assert len(items) == 2 and sum(item["current"] for item in items) == 1
    assert items[0]["label"].startswith("superhub/"), items
    assert "this one" in bob.run("session", "list").text
    other = next(item["id"] for item in items if not item["current"])
    bob.run("session", "revoke", other)
    bob.refused("session", "revoke", other, error="session.not_found")
    elsewhere.refused("app", "list", error="auth.required", code=3)
    elsewhere.call("login", "bob", "--password-stdin", *SERVER, stdin=PASSWORD)
    assert bob.call("session", "revoke", "--others")["ended"] == 1


def test_change_the_password():
    elsewhere = Person(world, "bob-once-more")
    elsewhere.call("login", "bob", "--password-stdin", *SERVER, stdin=PASSWORD)
    bob.refused("account", "password", "--password-stdin", stdin="wrong\n" + NEW_PASSWORD + "\n",
                error="auth.bad_credentials", code=3)
    bob.refused("account", "password", "--password-stdin", stdin=PASSWORD + "\n", error="usage.no_password", code=2)
    bob.call("account", "password", "--password-stdin", stdin=PASSWORD + "\n" + NEW_PASSWORD + "\n")
    bob.call("app", "list")
    elsewhere.refused("app", "list", error="auth.required", code=3)
    elsewhere.call("login", "bob", "--password-stdin", *SERVER, stdin=NEW_PASSWORD)


def test_audit():
    app = shared["app"]
    rows = alice.call("audit", "list", "--action", "handOverApp", "--outcome", "done", "--app", app)["items"]
    assert [(row["actor"], row["target"]) for row in rows] == [("bob", "alice"), ("alice", "bob")]
    eve.refused("audit", "list", "--app", app, error="auth.permission_denied")
    assert {row["actor"] for row in eve.call("audit", "list", "--mine")["items"]} == {"eve"}
    assert "auth.permission_denied" in alice.run("audit", "list", "--app", app).text
    path = os.path.join(world.folder, "audit.csv")
    written = alice.call("audit", "export", path, "--app", app)
    with open(path, encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert written["entries"] == len(table) > 10 and table[-1]["action"] == "createApp"
    lines = os.path.join(world.folder, "audit.jsonl")
    alice.call("audit", "export", lines, "--format", "jsonl", "--actor", "bob", "--app", app)
    with open(lines, encoding="utf-8") as file:
        assert {json.loads(line)["actor"] for line in file} == {"bob"}
    alice.refused("audit", "export", lines, "--format", "xml", "--app", app, error="usage.bad_arguments", code=2)


def test_audit_verify():
    app = shared["app"]
    answer = alice.call("audit", "verify", "--app", app)
    assert answer["whole"] and answer["entries"] > 10
    noted = f"{answer['head']['number']}:{answer['head']['hash']}"
    assert noted in alice.run("audit", "verify", "--app", app).text
    assert alice.call("audit", "verify", "--expect", noted, "--app", app)["noted"] == answer["head"]
    other = f"{answer['head']['number']}:{'0' * 64}"
    alice.refused("audit", "verify", "--expect", other, "--app", app, error="audit.broken")
    alice.refused("audit", "verify", "--expect", "what", "--app", app, error="usage.bad_arguments", code=2)
    eve.refused("audit", "verify", "--app", app, error="auth.permission_denied")
    # The operator looks at the whole log.
    assert "entries" in alice.run("audit", "verify", *platform.place).text


def test_operator():
    data = platform.place
    alice.call("admin", "make-account", "dora", *data, stdin=PASSWORD + "\n")
    alice.refused("admin", "make-account", "dora", *data, stdin=PASSWORD + "\n", error="admin.failed", code=5)
    dora = Person(world, "dora")
    dora.call("login", "dora", "--password-stdin", *SERVER, stdin=PASSWORD)
    alice.call("admin", "make-reviewer", "dora", *data)
    assert dora.call("account", "show")["reviewer"]
    alice.call("admin", "remove-reviewer", "dora", *data)
    assert not dora.call("account", "show")["reviewer"]
    alice.call("admin", "set-password", "dora", *data, stdin=NEW_PASSWORD + "\n")
    dora.refused("account", "show", error="auth.required", code=3)
    dora.call("login", "dora", "--password-stdin", *SERVER, stdin=NEW_PASSWORD)


try:
    tap.run([value for name, value in list(globals().items()) if name.startswith("test_")])
finally:
    platform.stop()
    world.clean()
