# SPDX-License-Identifier: GPL-3.0-or-later
"""A home of its own, a real platform, and people with a command line."""

import json
import os
import select
import shutil
import subprocess
import tempfile

PASSWORD = "correct horse battery"


def find(variable, name):
    for folder in os.environ.get(variable, "").split(":"):
        path = os.path.join(folder, name)
        if folder and os.path.exists(path):
            return path
    return shutil.which(name)


class Answer:
    def __init__(self, process):
        self.code = process.returncode
        self.text = process.stdout
        self.errors = process.stderr

    @property
    def json(self):
        return json.loads(self.text)

    @property
    def error(self):
        return self.json["error"]["code"]


class Person:
    """Somebody with a home folder of their own."""

    def __init__(self, world, name, **environment):
        self.world = world
        self.home = os.path.join(world.folder, name)
        self.environment = dict(os.environ)
        for variable in ("DBUS_SESSION_BUS_ADDRESS", "SUPERHUB_TOKEN", "SUPERHUB_SERVER", "DISPLAY"):
            self.environment.pop(variable, None)
        for kind in ("data", "config", "cache", "runtime"):
            path = os.path.join(self.home, kind)
            os.makedirs(path, mode=0o700, exist_ok=True)
            key = "XDG_RUNTIME_DIR" if kind == "runtime" else f"XDG_{kind.upper()}_HOME"
            self.environment[key] = path
        self.environment.update(environment)

    def run(self, *arguments, code=0, stdin="", cwd=None, **environment):
        """Runs superhub; its exit code must be what is expected."""
        process = subprocess.run(
            [find("SUPERHUB_BIN_PATH", "superhub"), *arguments],
            input=stdin, capture_output=True, text=True, timeout=120, cwd=cwd or self.home,
            env={**self.environment, **environment}, check=False)
        answer = Answer(process)
        assert code is None or answer.code == code, (
            f"superhub {' '.join(arguments)}: exit code {answer.code}, not {code}\n"
            f"{answer.text}\n{answer.errors}")
        return answer

    def call(self, *arguments, **options):
        """The same with --json: the one document it prints."""
        answer = self.run(*arguments, "--json", **options)
        return answer.json

    def refused(self, *arguments, error, code=1, **options):
        answer = self.run(*arguments, "--json", code=code, **options)
        assert answer.error == error, f"{answer.error}, not {error}: {answer.text}"
        assert answer.json["error"]["message"], "no sentence"
        return answer.json["error"]

    def sign_up(self, superhub_id, platform):
        """Makes an account there, and signs in."""
        options = ("--password-stdin", "--server", platform.url)
        self.call("account", "create", superhub_id, *options, stdin=PASSWORD + "\n")
        signed_in = self.call("login", "--id", superhub_id, *options, stdin=PASSWORD + "\n")
        assert signed_in["superhub_id"] == superhub_id


class Platform:
    """A superhubd of its own on a free port."""

    def __init__(self, world, *arguments):
        self.folder = os.path.join(world.folder, "platform")
        port_file = os.path.join(world.folder, "port")
        self.process = subprocess.Popen(
            [find("SUPERHUB_BIN_PATH", "superhubd"), "--data-dir", self.folder, "--listen", "127.0.0.1:0",
             "--port-file", port_file, *arguments],
            stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        self.log = []
        # It says that it serves: the event to wait for.
        while True:
            ready, _, _ = select.select([self.process.stderr], [], [], 60)
            line = self.process.stderr.readline() if ready else ""
            assert line, f"superhubd did not start: {''.join(self.log)}"
            self.log.append(line)
            if "event=serving" in line:
                break
        with open(port_file, encoding="utf-8") as file:
            self.url = f"http://127.0.0.1:{file.read().strip()}"
        # Nobody reads the log from here on; it must not block the platform.
        self.drain = subprocess.Popen(["cat"], stdin=self.process.stderr, stdout=subprocess.DEVNULL)

    def stop(self):
        self.process.terminate()
        self.process.wait(30)
        self.drain.wait(30)


class World:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="superhub-cli-")

    def clean(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def project(self, name, pages=("pages/index/index",), **files):
        """A small program made by hand."""
        folder = os.path.join(self.folder, name)
        contents = {"app.json": json.dumps({"pages": list(pages)}), "app.js": "App({})\n"}
        for page in pages:
            contents[f"{page}.js"] = "Page({data: {greeting: 'Hello'}})\n"
            contents[f"{page}.wxml"] = "<view>{{greeting}}</view>\n"
        contents.update(files)
        for path, text in contents.items():
            full = os.path.join(folder, path)
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, "wb") as file:
                file.write(text if isinstance(text, bytes) else text.encode())
        return folder
