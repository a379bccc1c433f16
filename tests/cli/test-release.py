#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Releases by script: in phases, back and forth, suspended and removed."""

import subprocess

import tap
from world import Person, Platform, World, find

world = World()
# Should this test be killed, its platform ends by itself.
platform = Platform(world, "--idle-exit", "600")
alice = Person(world, "alice")
carol = Person(world, "carol")
shared = {}


def operate(*arguments):
    return subprocess.run([find("SUPERHUB_BIN_PATH", "superhubd"), *platform.place, *arguments],
                          check=True, capture_output=True, text=True).stdout


def approve(version):
    """Brings a version up to its approval."""
    alice.call("upload", shared["project"], "--version", version, "--desc", "", "--app", shared["app"])
    review = alice.call("review", "submit", "--app", shared["app"])
    carol.call("review", "approve", review["id"])


def release(*arguments, **options):
    return alice.call("release", *arguments, "--app", shared["app"], **options)


def refused(*arguments, **options):
    return alice.refused("release", *arguments, "--app", shared["app"], **options)


def test_prepare():
    alice.sign_up("alice", platform)
    carol.sign_up("carol", platform)
    operate("--make-reviewer", "carol")
    shared["project"] = world.project("shop")
    shared["app"] = alice.call("app", "create", "Corner Shop")["app_id"]
    approve("1.0")
    refused("phased", "--steps", "1%", error="release.first_is_full")
    assert release("full")["version"] == "1.0"


def test_plans():
    approve("1.1")
    for bad in ("fast", "1%,5%", "5%,1%@2h", "1%,5%@2", "1%,5%@", "101%", "-1%", "1%,5%@2h,20%@1x", "1%,50%@16d"):
        refused("phased", "--steps", bad, error="release.bad_plan" if bad in ("1%,5%", "5%,1%@2h", "1%,50%@16d")
                else "usage.bad_arguments", code=1 if bad in ("1%,5%", "5%,1%@2h", "1%,50%@16d") else 2)
    answer = release("phased", "--steps", "0.5%,5%@2h,20%@1d12h,100%@2099-01-01T00:00:00Z", code=1)
    assert answer["error"]["code"] == "release.bad_plan"
    answer = release("phased", "--steps", "0.5%,5%@2h,100%@1d12h")
    assert answer["state"] == "running" and answer["phased"]["percentage"] == 0.5
    assert [step["percentage"] for step in answer["phased"]["steps"]] == [0.5, 5, 100]
    assert "phased: running, 0.5 %" in alice.run("version", "list", "--app", shared["app"]).text
    assert "0.5 %" in alice.run("release", "show", "--app", shared["app"]).text


def test_by_hand():
    assert release("raise", "10")["phased"]["percentage"] == 10
    refused("raise", "5%", error="release.share_falls")
    refused("raise", "much", error="usage.bad_arguments", code=2)
    assert release("pause")["state"] == "paused"
    refused("raise", "20", error="release.paused")
    refused("resume", error="usage.no_terminal", code=2)
    assert release("resume", "--yes")["state"] == "running"
    text = alice.run("release", "why", "--app", shared["app"]).text
    assert "1.1" in text and "first" in text, text
    why = release("why", "somebody")
    assert why["version"] == ("1.1" if why["bucket"] < 1000 else "1.0")
    assert why["rule"] == ("bucket" if why["bucket"] < 1000 else "not-yet")
    assert release("cancel")["state"] == "cancelled"
    refused("show", error="release.no_phase")


def test_back_and_forth():
    assert release()["version"] == "1.1"
    assert release("rollback")["version"] == "1.0"
    refused("rollback", "1.0", error="release.already_online")
    assert release("redo")["version"] == "1.1"
    assert release("rollback", "1.0")["version"] == "1.0"
    refused("rollback", "0.9", error="release.not_found")
    history = release("history")["items"]
    assert [item["kind"] for item in history] == ["rollback", "redo", "rollback", "full", "phased", "full"]
    assert (history[4]["state"], history[4]["phased"]["ended_by"]) == ("cancelled", "alice")
    text = alice.run("release", "history", "--app", shared["app"]).text
    assert "rollback" in text and "cancelled at" in text and "by alice" in text, text
    assert release("adoption")["totals"] == []
    assert "Nobody" in alice.run("release", "adoption", "--app", shared["app"]).text


def test_suspension():
    suspended = release("suspend", "--reason", "Back on Monday")
    assert suspended["state"] == "suspended" and suspended["suspension"]["owner_reason"] == "Back on Monday"
    assert "Monday" in refused("why", error="app.suspended")["message"]
    assert "suspended" in operate("--suspend", shared["app"], "--reason", "Under investigation")
    # Each flag is taken back by who set it.
    assert release("resume-service")["suspension"]["by_platform"]
    refused("resume-service", error="visit.not_yours")
    assert "serves again" in operate("--resume", shared["app"])
    assert alice.call("app", "show", "--app", shared["app"])["suspension"] is None
    assert release("why")["version"] == "1.0"


def test_removal():
    refused("remove", error="usage.no_terminal", code=2)
    refused("remove", "--name", "corner shop", error="visit.wrong_name")
    assert release("remove", "--name", "Corner Shop") == {"ok": True}
    refused("history", error="app.not_found")
    assert alice.call("app", "list")["items"] == []


try:
    tap.run([test_prepare, test_plans, test_by_hand, test_back_and_forth, test_suspension, test_removal])
finally:
    platform.stop()
    world.clean()
