#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scenarios of what the desktop shows of what the platform tells."""

import os
import re
import signal
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from desktop import Desktop  # noqa: E402  (found by the line above)
from harness import find_program, run  # noqa: E402
from people import Platform  # noqa: E402

SAMPLE = os.path.join(os.environ.get("SUPERHUB_SAMPLES", ""), "corner-shop")
BELL = "1 unread notification"


def open_shop(session, *people):
    """A platform with ada's program and her Console."""
    platform = Platform(session)
    for person in ("ada", "visitor", *people):
        platform.add_person(person, reviewer=person == "rita")
    shop = platform.add_program("ada", "Corner Shop")
    app = platform.open("ada", "--console", shop)
    app.wait_for("list item", "Overview")
    app.set_active(False)
    return platform, shop, app


def ask_to_sign_in(platform, shop, message):
    return platform.call("POST", f"/apps/{shop}/console-sign-ins", {"message": message}, "visitor")["id"]


def review(session, platform, shop, version, decision):
    """A version of ada's that rita decides on."""
    environment = {**os.environ, "SUPERHUB_SERVER": platform.url, "SUPERHUB_TOKEN": platform.tokens["ada"]}
    folder = os.path.join(session.folder, "projects", "shop")
    project = folder if os.path.isdir(folder) else session.copy_project(SAMPLE, "shop")
    subprocess.run([find_program("superhub"), "upload", project, "--version", version, "--app", shop], check=True,
                   stdout=subprocess.DEVNULL, env=environment)
    found = platform.call("GET", f"/apps/{shop}/versions", person="ada")["developer"][0]["id"]
    made = platform.call("POST", f"/apps/{shop}/reviews", {"id": found, "description": ""}, "ada")
    platform.call("POST", f"/reviews/{made['id']}/decision", decision, "rita")


def look_for(session, desktop, text):
    """The id of the notification with @text, once it is shown."""
    return session.wait(lambda: next((number for number, shown in desktop.look().items() if text in shown["text"]), None),
                        f"a notification {text!r}")


def install_service():
    """Where the buses of this session find what they start: the launcher's file, with the program that was built."""
    folder = os.path.join(os.environ["XDG_RUNTIME_DIR"], "dbus-1", "services")
    os.makedirs(folder, exist_ok=True)
    name = "org.superhub.DevTools.service"
    with open(os.path.join(os.environ["SUPERHUB_SAMPLES"], "..", name + ".in"), encoding="utf-8") as stream:
        text = stream.read()
    with open(os.path.join(folder, name), "w", encoding="utf-8") as stream:
        stream.write(text.replace("@bindir@", os.path.dirname(find_program("superhub-devtools"))))


def elsewhere(session):
    """what happens while one is elsewhere is shown by the desktop once, leads to its page, and goes when it was read"""
    platform, shop, app = open_shop(session, "rita")
    desktop = Desktop(app.environment["DBUS_SESSION_BUS_ADDRESS"])
    review(session, platform, shop, "1.0.0", {"decision": "reject", "reason": "<b>No way</b> back & no price"})
    number = look_for(session, desktop, "No way")
    shown = desktop.shown[number]
    assert shown["title"] == "Version Rejected", shown
    # A desktop that knows markup draws it: what other people write is text.
    assert "&lt;b&gt;No way&lt;/b&gt; back &amp; no price" in shown["text"], shown
    app.wait_for(None, BELL)
    session.screenshot("notified")
    desktop.click(number)
    app.wait_for("label", "Review")
    app.wait_for("label", re.compile("<b>No way</b> back & no price"))
    app.wait_gone(None, BELL)
    assert len(desktop.history) == 1, desktop.history

    # Read in the bell, it is taken back.
    app.set_active(False)
    first = ask_to_sign_in(platform, shop, "To check the texts")
    look_for(session, desktop, "visitor asks to sign in")
    app.act("win.show-notifications")
    app.press("button", "Mark All as Read")
    session.wait(lambda: not desktop.look(), "the desktop takes it back")

    # Whoever looks at the window, as now, sees its bell, and is not told twice.
    platform.call("POST", f"/apps/{shop}/console-sign-ins/{first}/decision", {"decision": "deny"}, "ada")
    ask_to_sign_in(platform, shop, "Once more")
    app.wait_for(None, BELL)
    desktop.look()
    assert len(desktop.history) == 2, desktop.history
    app.close()


def gnome(session):
    """a click on a notification of an earlier run starts the program on the page that it is about"""
    install_service()
    platform, shop, app = open_shop(session)
    desktop = Desktop(app.environment["DBUS_SESSION_BUS_ADDRESS"], gnome=True)
    desktop.set_activation_environment({name: app.environment[name] for name in (
        "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "AT_SPI_BUS_ADDRESS",
        "SUPERHUB_SERVER", "SUPERHUB_TOKEN")})
    ask_to_sign_in(platform, shop, "To check the texts")
    number = look_for(session, desktop, "visitor asks to sign in")
    assert desktop.shown[number]["app"] == "org.superhub.DevTools", desktop.shown[number]
    app.close()
    assert number in desktop.look(), "what was not read stays when the program ends"
    session.wait(lambda: desktop.find_process() is None, "the program has left the bus")

    desktop.click(number)
    process = session.wait(desktop.find_process, "the program runs again")
    root = session.wait(lambda: session.bus.application(process), "its window came up")
    session.wait(lambda: root.read().find("label", "To check the texts"), "the sign-in requests")
    session.screenshot("notified-cold")
    read = session.wait(lambda: platform.call("GET", "/notifications", person="ada")["unread"] == 0, "it counts as read")
    assert read
    os.kill(process, signal.SIGTERM)


run(elsewhere, gnome)
