#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scenarios on the real window: what a person does, and what they then see."""

import json
import os
import re
import subprocess
import sys
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import App, find_program, run  # noqa: E402  (found by the line above)
from people import Platform  # noqa: E402

SAMPLE = os.path.join(os.environ.get("SUPERHUB_SAMPLES", ""), "corner-shop")
EDITOR = ("widget", "HubEditor")
PROBLEMS = ("list", "Problems")
MESSAGES = ("list", "Console messages")
BUILT = re.compile(r"^Generation \d+ ")
# A colour that nothing else on the screen has.
COLOUR = (18, 171, 52)


def open_sample(session, name="shop 店"):
    """The window with a copy of the sample, running."""
    project = session.copy_project(SAMPLE, name)
    app = App(session, "superhub-devtools", project)
    app.wait_for("label", BUILT)
    return app, project


def open_file(app, name):
    app.double_click("label", name, within=("list", "Files"))
    return app.wait_for("text box", "Editor", within=EDITOR)


def welcome(session):
    """the welcome page offers ways to begin, and the sample opens and runs"""
    app = App(session, "superhub-devtools")
    begin = ("list", "Begin")
    for action in ("Open Folder…", "New Program…", "Look at the Sample"):
        app.wait_for("list item", action, within=begin)
    session.screenshot("welcome")
    app.act("win.open-sample")
    app.wait_for("label", "app.json", within=("list", "Files"))
    app.wait_for("label", BUILT)
    app.wait_for("label", "pages/menu/menu")
    session.screenshot("sample")
    app.close()


def edit(session):
    """a file that is edited and saved shows in the simulator, and its messages in the panel"""
    app, project = open_sample(session)
    app.wait_for("label", "pages/menu/menu")
    editor = open_file(app, "app.wxss")
    assert session.count_pixels(*COLOUR) < 200, "the colour is there before"
    editor.insert(len(editor.text), "\npage { border-top: 400rpx solid rgb(%d, %d, %d); }\n" % COLOUR)
    app.act("win.save")
    session.wait(lambda: session.count_pixels(*COLOUR) > 5000, "the simulator shows the new style")
    session.screenshot("edited-style")
    with open(os.path.join(project, "app.wxss"), encoding="utf-8") as stream:
        assert "rgb(18, 171, 52)" in stream.read(), "the file on the disk has the change"

    # From any other editor, too.
    script = os.path.join(project, "app.js")
    with open(script, "a", encoding="utf-8") as stream:
        stream.write("\nconsole.log('the scenario was here');\n")
    app.wait_for("label", re.compile("the scenario was here"), within=MESSAGES)
    session.screenshot("edited-script")
    app.close()


def problem(session):
    """a syntax error shows with file and line, and goes when it is mended"""
    app, _project = open_sample(session)
    app.wait_for("label", "pages/menu/menu")
    editor = open_file(app, "app.js")
    good = editor.text
    line = good.count("\n") + 2
    bad = "\nlet = = 1;\n"
    editor.insert(len(good), bad)
    app.act("win.save")
    app.wait_for(None, re.compile(rf"app\.js:{line}\b"), within=PROBLEMS)
    session.screenshot("problem")
    editor.delete(len(good), len(good) + len(bad))
    app.act("win.save")
    app.wait_gone(None, re.compile(r"app\.js:\d+"), within=PROBLEMS)
    app.wait_for("label", "pages/menu/menu")
    session.screenshot("problem-mended")
    app.close()


def preview(session):
    """Preview shows a QR code, which a reader decodes to a link that answers"""
    app, _project = open_sample(session)
    app.act("win.preview")
    codes = session.wait(lambda: session.read_codes(session.screenshot("preview")), "a QR code on the screen")
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/p/[\w-]+", codes[0]), codes
    with urllib.request.urlopen(codes[0], timeout=20) as answer:
        assert answer.status == 200, answer.status
    app.close()


def release(session):
    """an uploaded version goes through review and online in the Console"""
    app, project = open_sample(session)
    app.act("win.upload")
    app.type("3.2.1", "text box", "Version Number")
    app.type("For the scenario", "text box", re.compile("^Project remarks"))
    session.screenshot("upload")
    app.press("button", "Upload", within=("dialog", "Upload"))
    app.wait_closed("Upload")

    app.act("win.show-console")
    developer, in_review = ("list", "Developer Versions"), ("list", "In-Review Version")
    app.wait_for("list item", re.compile("^3.2.1, For the scenario"), within=developer)
    session.screenshot("uploaded")
    app.press("button", "Submit", within=developer)
    app.wait_for("label", "Submit a Version")
    app.press("button", "Submit for Review", last=True)
    app.wait_for("list item", re.compile("^3.2.1, In review"), within=in_review)

    app.select("list item", "Review Queue", within=("list", "Console pages"))
    app.press("button", "Show", last=True)
    app.press("button", "Take")
    app.press("button", "Approve…")
    app.press("button", "Approve", within=("dialog", re.compile("^Approve .*3.2.1")))
    app.wait_for("list item", re.compile("3.2.1, Approved"))
    session.screenshot("reviewed")

    app.select("list item", "Versions", within=("list", "Console pages"))
    app.press("button", "Release…", within=in_review)
    app.press("button", "Release", within=("dialog", "Release 3.2.1 to Everyone?"))
    app.wait_for("list item", re.compile("^3.2.1, Online"), within=("list", "Online Version"))
    session.screenshot("released")
    with open(os.path.join(project, "project.config.json"), encoding="utf-8") as stream:
        app_id = json.load(stream)["appid"]
    link = app.wait_for("label", re.compile(rf"/a/{app_id}$")).name
    with urllib.request.urlopen(link, timeout=20) as answer:
        assert answer.status == 200, answer.status
    app.close()


def console(session):
    """the Console alone finds a program without its source, and opens it"""
    app = App(session, "superhub-devtools", "--console")
    app.wait_for("label", "No Programs of Your Own")
    session.upload(session.copy_project(SAMPLE, "shop"), "1.2.3")
    app.press("button", re.compile("^Open "))
    pages = ("list", "Console pages")
    app.wait_for("list item", "Overview", within=pages)
    app.wait_for("list item", re.compile("uploaded a version"), within=("list", "Latest Events"))
    session.screenshot("console-alone")
    app.select("list item", "Versions", within=pages)
    app.wait_for("list item", re.compile("^1.2.3"), within=("list", "Developer Versions"))
    app.press("button", "All Programs")
    app.wait_for("button", re.compile("^Open "))
    app.close()


def simulator(session):
    """a reviewer runs the version on their desk in a simulator window, until it is decided"""
    platform = Platform(session)
    platform.add_person("ada")
    platform.add_person("rita", reviewer=True)
    subprocess.run([find_program("superhub"), "upload", session.copy_project(SAMPLE, "shop"), "--version", "1.2.3"], check=True,
                   stdout=subprocess.DEVNULL,
                   env={**os.environ, "SUPERHUB_SERVER": platform.url, "SUPERHUB_TOKEN": platform.tokens["ada"]})
    app_id = platform.call("GET", "/apps", person="ada")["items"][0]["app_id"]
    version = platform.call("GET", f"/apps/{app_id}/versions", person="ada")["developer"][0]["id"]
    review = platform.call("POST", f"/apps/{app_id}/reviews", {"id": version}, "ada")["id"]

    app = platform.open("rita", "--console")
    app.press("button", "Review Queue")
    app.press("button", "Show")
    app.press("button", "Take")
    app.press("button", "Open in Simulator")
    window = ("dialog", re.compile("version 1.2.3 in review$"))
    app.wait_for("label", re.compile("in review · pages/menu/menu$"), within=window)
    session.screenshot("review-in-simulator")
    platform.call("POST", f"/reviews/{review}/decision", {"decision": "approve"}, "rita")
    app.press("button", "Start Again", within=window)
    app.wait_for("label", re.compile("take it first"), within=window)
    session.screenshot("review-in-simulator-over")


run(welcome, edit, problem, preview, release, console, simulator)
