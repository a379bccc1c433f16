# SPDX-License-Identifier: GPL-3.0-or-later
"""A platform of the scenarios' own, and the people on it, each in a window of their own.

Not named platform.py: that would hide Python's own module from all that runs in this folder.
"""

import json
import os
import sqlite3
import subprocess
import urllib.error
import urllib.request

from harness import App, find_program

PASSWORD = "correct horse battery"


class Platform:
    """A real superhubd on a free port, with the accounts that a scenario wants."""

    def __init__(self, session):
        self.session = session
        self.folder = os.path.join(session.folder, "platform")
        os.mkdir(self.folder, 0o700)
        self.log = open(os.path.join(session.folder, "superhubd.log"), "wb")  # pylint: disable=consider-using-with
        port = os.path.join(self.folder, "port")
        self.process = subprocess.Popen(
            [find_program("superhubd"), "--data-dir", self.folder, "--listen", "127.0.0.1:0", "--port-file", port],
            stdout=self.log, stderr=self.log)
        session.children.append(self.process)
        session.wait(lambda: os.path.exists(port) and os.path.getsize(port), "superhubd wrote its port file")
        with open(port, encoding="ascii") as stream:
            self.url = "http://127.0.0.1:" + stream.read().strip()
        self.tokens = {}

    def call(self, method, path, body=None, person=None):
        """What the platform answers to one request; a refusal fails the scenario."""
        headers = {"Content-Type": "application/json"}
        if person:
            headers["Authorization"] = "Bearer " + self.tokens[person]
        request = urllib.request.Request(self.url + "/api/v1" + path, method=method, headers=headers,
                                         data=json.dumps(body).encode() if body is not None else None)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                text = answer.read()
                return json.loads(text) if text else None
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {error.code} {error.read().decode()}") from error

    def add_person(self, superhub_id, reviewer=False):
        self.call("POST", "/accounts", {"superhub_id": superhub_id, "password": PASSWORD,
                                        "display_name": superhub_id.capitalize()})
        self.tokens[superhub_id] = self.call("POST", "/sessions", {
            "superhub_id": superhub_id, "password": PASSWORD, "scope": "devtools"})["token"]
        if reviewer:
            subprocess.run([find_program("superhubd"), "--data-dir", self.folder, "--make-reviewer", superhub_id],
                           check=True, stdout=self.log, stderr=self.log)

    def forget_passwords(self):
        """As if everybody had given their password long ago."""
        with sqlite3.connect(os.path.join(self.folder, "platform.db"), timeout=10) as database:
            database.execute("UPDATE sessions SET confirmed_at = 0")

    def add_program(self, admin, name):
        """A program of @admin's; its app ID."""
        return self.call("POST", "/apps", {"name": name}, admin)["app_id"]

    def open(self, person, *arguments, screen=None):
        """The DevTools of one person, signed in; @screen as for App."""
        return App(self.session, "superhub-devtools", *arguments, name=person, screen=screen,
                   environment={"SUPERHUB_SERVER": self.url, "SUPERHUB_TOKEN": self.tokens[person]})
