#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole life of a program, by the people who have a part in it, each in a window of their own.

What one of them does is seen by the others without a press: every wait below for another person's window is
for what it was told, not for what it asked.
"""

import json
import os
import re
import sys

from gi.repository import GLib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import run  # noqa: E402  (found by the line above)
from people import PASSWORD, Platform  # noqa: E402

SAMPLE = os.path.join(os.environ.get("SUPERHUB_SAMPLES", ""), "corner-shop")
# As narrow as the Console has to be readable, and high enough for a page at a time.
SCREEN = "900x1200"
PAGES = ("list", "Console pages")
BELL = ("widget", "HubNotificationBell")
CHOOSER = ("widget", "HubChooserPage")
OVERVIEW = ("widget", "HubOverviewPage")
VERSIONS = ("widget", "HubVersionsPage")
REVIEW = ("widget", "HubReviewPage")
RELEASE = ("widget", "HubReleasePage")
MEMBERS = ("widget", "HubMembersPage")
QUEUE = ("widget", "HubReviewsPage")
EDITOR = ("widget", "HubEditor")
REASON = "The basket shows no prices. Show what each thing costs, and the sum."
PASSWORD_QUESTION = "Confirm with Your Password"
CLOSED = "We count what is in the shelves, and are back at noon"


class Life:
    """The platform, the program and the people's windows."""

    def __init__(self, session):
        self.session = session
        self.platform = Platform(session)
        for person in ("anna", "dev", "opal", "tess"):
            self.platform.add_person(person)
        self.platform.add_person("rita", reviewer=True)
        self.app_id = self.platform.add_program("anna", "Corner Shop")
        self.project = session.copy_project(SAMPLE, "shop")
        self._name_program()
        self.admin = self.platform.open("anna", "--console", self.app_id, screen=SCREEN)
        self.operator = self.platform.open("opal", "--console", screen=SCREEN)
        self.tester = self.platform.open("tess", "--console", screen=SCREEN)
        self.reviewer = self.platform.open("rita", "--console", screen=SCREEN)
        self.developer = self.platform.open("dev", self.project, screen="1200x800")
        self.windows = {"admin": self.admin, "operator": self.operator, "tester": self.tester,
                        "reviewer": self.reviewer, "developer": self.developer}

    def _name_program(self):
        path = os.path.join(self.project, "project.config.json")
        with open(path, encoding="utf-8") as stream:
            config = json.load(stream)
        config["appid"] = self.app_id
        with open(path, "w", encoding="utf-8") as stream:
            json.dump(config, stream, indent=2)

    def ask(self, path, person="anna"):
        return self.platform.call("GET", f"/apps/{self.app_id}{path}", person=person)

    def keep(self, moment, *people):
        """Pictures of what these people see, to be looked at."""
        for person in people or self.windows:
            self.windows[person].screenshot(f"life-{moment}-{person}")


def show(app, page):
    app.select("list item", page, within=PAGES)


def answer(app, question, verb):
    """Presses @verb in a question with the title, or a text, @question."""
    app.press("button", verb, within=("dialog", question))
    app.wait_closed(question)


def give_password(app, password):
    question = ("dialog", PASSWORD_QUESTION)
    app.type(password, "text box", "Password", within=question)
    app.press("button", "Confirm", within=question)


def settled(app, name, within=RELEASE):
    """Waits for a row, and gives the password where it is wanted meanwhile: a slow scenario takes its five minutes."""
    def seen():
        question = ("dialog", PASSWORD_QUESTION)
        try:
            for field in filter(None, [app.find("text box", "Password", within=question)]):
                field.type(PASSWORD)
                app.find("button", "Confirm", within=question).do()
        except (AttributeError, GLib.Error):
            # It was closing.
            return None
        return app.find("list item", name, within)
    app.session.wait(seen, f"a list item {name!r}")


def unread(count):
    return {0: "Notifications", 1: "1 unread notification"}.get(count, f"{count} unread notifications")


def add_member(app, superhub_id, role=None):
    """A project member with a role, or a test member."""
    dialog = ("dialog", "Add Member")
    app.press("button", "Add…", within=MEMBERS, last=role is None)
    app.type(superhub_id, "text box", "Super Hub ID", within=dialog)
    if role:
        app.click("checkbox", role, within=dialog)
    app.press("button", "Add", within=dialog)


def gather(life):
    """The admin adds three people; a Super Hub ID that is nobody's is told in the dialog, which keeps the rest."""
    dialog = ("dialog", "Add Member")
    show(life.admin, "Members")
    add_member(life.admin, "opall", "Operator")
    life.admin.wait_for("label", re.compile("^Nobody has the Super Hub ID “opall”"), within=dialog)
    life.keep("member-refused", "admin")
    life.admin.type("opal", "text box", "Super Hub ID", within=dialog)
    life.admin.press("button", "Add", within=dialog)
    life.admin.wait_closed("Add Member")
    add_member(life.admin, "dev", "Developer")
    life.admin.wait_closed("Add Member")
    life.admin.click("tab", "Test", within=MEMBERS)
    add_member(life.admin, "tess")
    life.admin.wait_closed("Add Member")
    life.admin.wait_for("label", "tess", within=MEMBERS)

    # Who was told that there is nothing for them sees the program come.
    life.operator.press("button", "Open Corner Shop", within=CHOOSER)
    life.operator.wait_for("list item", re.compile("^anna: added or changed a member, opal"), within=OVERVIEW)
    show(life.operator, "Versions")
    life.operator.wait_for("label", "No Versions Yet", within=VERSIONS)
    life.keep("gathered", "admin", "operator")


def upload(life, version, remarks):
    dialog = ("dialog", "Upload")
    life.developer.act("win.upload")
    life.developer.type(version, "text box", "Version Number", within=dialog)
    life.developer.type(remarks, "text box", re.compile("^Project remarks"), within=dialog)
    life.developer.press("button", "Upload", within=dialog)
    life.developer.wait_closed("Upload")


def first_upload(life):
    dialog = ("dialog", "Upload")
    life.developer.act("win.upload")
    life.developer.type("", "text box", "Version Number", within=dialog)
    life.developer.wait_for("label", "A version number is needed, like 1.2.3", within=dialog)
    life.keep("upload-refused", "developer")
    life.developer.press("button", "Cancel", within=dialog)
    life.developer.wait_closed("Upload")
    upload(life, "1.0.0", "The first one")
    life.operator.wait_for("list item", re.compile("^1.0.0, The first one, dev"), within=VERSIONS)


def choose_test_version(life):
    follows = re.compile("^1.0.0, The first one, follows the uploads of dev")
    life.developer.act("win.show-console")
    life.operator.press("button", "Test Version", within=VERSIONS, last=True)
    life.operator.press("menu item", "Follow This Developer’s Uploads", within=VERSIONS)
    life.operator.wait_for("list item", follows, within=VERSIONS)
    life.developer.wait_for("list item", follows, within=VERSIONS)
    life.keep("test-version", "operator", "developer")

    # A test member hears nothing of a program, and looks for themselves.
    life.tester.press("button", "Refresh", within=CHOOSER)
    life.tester.press("button", "Open Corner Shop", within=CHOOSER)
    link = f"{life.platform.url}/t/{life.app_id}"
    life.tester.wait_for("label", link, within=OVERVIEW)
    life.tester.press("button", "QR Code", within=OVERVIEW, last=True)
    life.session.wait(lambda: link in life.session.read_codes(life.tester.screenshot("life-test-version-tester")),
                      "the test version's QR code on the tester's screen")
    life.tester.keys("Escape")
    show(life.tester, "Release")
    life.tester.wait_for("label", "This Page Is Locked", within=RELEASE)
    life.keep("locked", "tester")


def submit(life, version, feedback=None):
    """The operator submits the developer's version; the reviewer has it in the queue."""
    show(life.operator, "Versions")
    life.operator.wait_for("list item", re.compile(f"^{version}, "), within=("list", "Developer Versions"))
    life.operator.press("button", "Submit", within=VERSIONS)
    life.operator.type(f"What is new in {version}", "text box", "Description", within=REVIEW)
    if feedback:
        life.operator.type(feedback, "text box", "Feedback on the Rejection", within=REVIEW)
    life.operator.press("button", "Submit for Review", within=REVIEW)
    life.operator.wait_for("list item", re.compile(f"^{version}, .*submitted by opal"), within=REVIEW)


def take(life, version):
    life.reviewer.press("button", "Show", within=QUEUE)
    life.reviewer.press("button", "Take", within=QUEUE)
    life.operator.wait_for("list item", re.compile(f"^{version}, .*taken by rita"), within=REVIEW)


def reject(life):
    dialog = ("dialog", "Reject Corner Shop 1.0.0?")
    rejected = re.compile("^1.0.0, .*Reason: The basket")
    life.reviewer.press("button", "Review Queue", within=CHOOSER)
    take(life, "1.0.0")
    life.reviewer.press("button", "Reject…", within=QUEUE)
    button = life.reviewer.wait_for("button", "Reject", within=dialog)
    assert not button.sensitive, "a rejection without a reason"
    life.reviewer.wait_for("label", "Reason (required)", within=dialog)
    life.keep("reject-refused", "reviewer")
    life.reviewer.type(REASON, "text box", re.compile("^Reason"), within=dialog)
    life.reviewer.press("button", "Add Note", within=dialog)
    life.reviewer.type("pages/basket/basket", "text box", re.compile("^Page"), within=dialog)
    life.reviewer.type("Prices are missing here", "text box", re.compile("^Note"), within=dialog)
    answer(life.reviewer, "Reject Corner Shop 1.0.0?", "Reject")

    life.admin.wait_for("button", unread(1), within=BELL)
    life.operator.wait_for("list item", rejected, within=REVIEW)
    life.developer.wait_for("list item", rejected, within=VERSIONS)
    # By keyboard: the bell, its list, and what the first of it is about.
    life.admin.keys("ctrl+shift+o")
    life.admin.wait_for("group", re.compile("^Unread. Version Rejected: .*no prices"), within=BELL)
    life.keep("rejected", "admin")
    life.admin.keys("Tab", "Return")
    life.admin.wait_for("list item", rejected, within=REVIEW)
    life.admin.wait_for("button", unread(0), within=BELL)
    life.keep("rejected", "operator", "reviewer")


def fix(life):
    """From the reviewer's note to the page it is about, and to a new upload, which the test version follows."""
    show(life.developer, "Review")
    life.keep("rejected", "developer")
    life.developer.press("button", "Open Page", within=REVIEW)
    editor = life.developer.wait_for("text box", "Editor", within=EDITOR)
    life.session.wait(lambda: "Page({" in editor.text, "the page's script in the editor")
    editor.insert(editor.text.index("Page({"), "// Each line with its price, and their sum.\n")
    life.developer.act("win.save")
    upload(life, "1.0.1", "Prices in the basket")
    life.developer.act("win.show-console")
    show(life.operator, "Versions")
    life.operator.wait_for("list item", re.compile("^1.0.1, Prices in the basket, follows the uploads of dev"),
                           within=VERSIONS)


def approve(life, version):
    life.reviewer.press("button", "All Reviews", within=QUEUE)
    take(life, version)
    show(life.operator, "Release")
    life.reviewer.press("button", "Approve…", within=QUEUE)
    answer(life.reviewer, f"Approve Corner Shop {version}?", "Approve")
    life.reviewer.wait_for("list item", re.compile(f"^{version}, Approved"), within=QUEUE)
    life.operator.wait_for("list item", re.compile(f"^{version}, Approved"), within=RELEASE)


def release_to_everyone(life, version):
    life.operator.press("button", "Release to Everyone…", within=RELEASE)
    answer(life.operator, f"Release {version} to Everyone?", "Release")
    online = re.compile(f"^{version}, .*released by opal")
    settled(life.operator, online)
    life.developer.wait_for("list item", online, within=VERSIONS)


def set_step(life, number, percentage):
    life.operator.click("spin button", f"Percentage of step {number}", within=RELEASE)
    life.operator.keys("ctrl+a", *percentage, "Tab")


def release_in_phases(life):
    button = ("button", "Release in Phases…", RELEASE)
    for step in (5, 4, 3):
        life.operator.press("button", f"Remove step {step}", within=RELEASE)
    set_step(life, 1, "10")
    life.operator.wait_for("label", "Step 2 must reach more than the 10 % before it: a plan only rises", within=RELEASE)
    assert not life.operator.find(*button).sensitive, "a plan that falls"
    life.keep("plan-refused", "operator")
    set_step(life, 2, "50")
    life.operator.press(*button)
    answer(life.operator, "Release 1.1.0 in Phases?", "Release")
    both_see(life, "Running", 10)
    life.keep("phased", "operator", "admin", "developer")


def both_see(life, state, share):
    """The phased release, on the operator's page and on the admin's, who presses nothing."""
    phased = re.compile(f"^1.1.0, {state}, .*{share} % of the people have it")
    settled(life.operator, phased)
    life.admin.wait_for("list item", phased, within=RELEASE)


def lead_to_everyone(life):
    question = "Raise the Release of 1.1.0"
    field = ("spin button", "Percentage of the people")
    life.operator.press("button", "Raise…", within=RELEASE)
    life.operator.click(*field, within=("dialog", question))
    life.operator.keys("ctrl+a", "5")
    life.operator.wait_for("label", "Type a number above 10 %, up to 100 %.", within=("dialog", question))
    assert not life.operator.find("button", "Raise", within=("dialog", question)).sensitive, "a percentage that falls"
    life.keep("raise-refused", "operator")
    life.operator.keys("ctrl+a", "2", "5")
    answer(life.operator, question, "Raise")
    both_see(life, "Running", 25)
    life.operator.press("button", "Pause", within=RELEASE)
    both_see(life, "Paused", 25)
    life.keep("paused", "operator", "admin")
    life.operator.press("button", "Resume…", within=RELEASE)
    answer(life.operator, "Resume the Release of 1.1.0?", "Resume")
    both_see(life, "Running", 25)
    life.operator.press("button", "Make Full…", within=RELEASE)
    answer(life.operator, "Make 1.1.0 the Version of Everyone?", "Make Full")
    both_online(life, "1.1.0")


def both_online(life, version):
    online = re.compile(f"^{version}, .*released by opal")
    settled(life.operator, online, ("list", "Online Version"))
    life.admin.wait_for("list item", online, within=RELEASE)


def roll_back(life):
    life.operator.press("button", re.compile("^Roll back to 1.1.0"), within=RELEASE)
    answer(life.operator, "Roll Back to 1.1.0?", "Roll Back")
    both_online(life, "1.1.0")
    for window in (life.operator, life.admin):
        window.wait_for("button", "Take Rollback to 1.1.0 Back…", within=RELEASE)
    life.keep("rolled-back")


def suspend(life):
    """With the password, which was given too long ago; a wrong one is told."""
    life.platform.forget_passwords()
    life.operator.press("button", "Suspend…", within=RELEASE)
    question = "Suspend “Corner Shop”?"
    life.operator.type(CLOSED, "text box", re.compile("^Reason"), within=("dialog", question))
    answer(life.operator, question, "Suspend")
    give_password(life.operator, "not my password")
    life.operator.wait_for("label", re.compile("^That was not your password"),
                           within=("dialog", PASSWORD_QUESTION))
    life.keep("password-refused", "operator")
    give_password(life.operator, PASSWORD)
    for window in (life.operator, life.admin):
        window.wait_for("label", f"Suspended. People who open it read: {CLOSED}", within=RELEASE)
    life.keep("suspended", "operator", "admin")


def resume(life):
    life.operator.press("button", "Resume…", within=RELEASE, last=True)
    answer(life.operator, "Resume “Corner Shop”?", "Resume")
    for window in (life.operator, life.admin):
        window.wait_gone("label", f"Suspended. People who open it read: {CLOSED}", within=RELEASE)


def whole(session):
    """four people and a reviewer lead a program from its first member to its resumed service"""
    life = Life(session)
    gather(life)
    first_upload(life)
    choose_test_version(life)
    submit(life, "1.0.0")
    reject(life)
    fix(life)
    submit(life, "1.0.1", "Each thing has its price now")
    approve(life, "1.0.1")
    life.admin.wait_for("button", unread(1), within=BELL)
    life.keep("approved")
    show(life.developer, "Versions")
    release_to_everyone(life, "1.0.1")
    show(life.admin, "Release")

    upload(life, "1.1.0", "Lemonade")
    submit(life, "1.1.0")
    approve(life, "1.1.0")
    release_in_phases(life)
    lead_to_everyone(life)

    upload(life, "1.2.0", "Ice cream")
    submit(life, "1.2.0")
    approve(life, "1.2.0")
    release_to_everyone(life, "1.2.0")
    roll_back(life)
    suspend(life)
    resume(life)
    check(life)
    for window in life.windows.values():
        window.close()


def check(life):
    """What was seen is what is: the platform has it, in this order."""
    history = life.ask("/releases/history")["items"]
    assert [(each["version"], each["how"]) for each in history] == [
        ("1.1.0", "rollback"), ("1.2.0", "full"), ("1.1.0", "phased"), ("1.0.1", "full")], history
    assert life.ask("")["state"] == "online"
    assert life.ask("/versions")["online"]["version"] == "1.1.0"
    states = [review["state"] for review in life.ask("/reviews?order=newest")["items"]]
    assert len(states) == 4 and states[3] == "rejected", states
    told = life.platform.call("GET", "/notifications", person="anna")["items"]
    assert [sum(word in each["text"] for each in told) for word in ("was rejected", "approved")] == [1, 3], told
    assert life.ask("/audit/verify")["whole"] is True


if __name__ == "__main__":
    run(whole)
