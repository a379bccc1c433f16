# SPDX-License-Identifier: GPL-3.0-or-later
"""A home of its own, a real platform, and people with a command line."""

import glob
import json
import os
import pwd
import select
import shutil
import signal
import subprocess
import sys
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


class PostgreSQL:
    """A server of its own on a private socket, which ends with the test."""

    def __init__(self):
        bins = sorted(glob.glob("/usr/lib/postgresql/*/bin/postgres"), key=lambda path: int(path.split("/")[4]))
        program = bins[-1] if bins else shutil.which("postgres")
        # It does not run as root.
        user = next((name for name in ("postgres", "nobody") if name in {entry.pw_name for entry in pwd.getpwall()}), None)
        if program is None or (os.getuid() == 0 and user is None):
            print("1..0 # SKIP there is no PostgreSQL on this machine: apt-get install postgresql")
            sys.exit(0)
        self.user = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if os.getuid() == 0 else {}
        self.folder = tempfile.mkdtemp(prefix="superhub-postgresql-")
        if self.user:
            shutil.chown(self.folder, user, self.user["group"])
        data = os.path.join(self.folder, "data")
        subprocess.run([os.path.join(os.path.dirname(program), "initdb"), "-D", data, "-U", "superhub", "-A", "trust",
                        "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"],
                       check=True, stdout=subprocess.DEVNULL, cwd=self.folder, **self.user)
        self.process = subprocess.Popen(
            [program, "-D", data, "-k", self.folder, "-h", "", "-F", "-c", "shared_buffers=16MB",
             "-c", "full_page_writes=off", "-c", "lc_messages=C"],
            stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, cwd=self.folder, **self.user)
        wait_for_line(self.process, "ready to accept connections")
        self.drain = subprocess.Popen(["cat"], stdin=self.process.stderr, stdout=subprocess.DEVNULL)
        self.address = f"postgresql:host={self.folder} user=superhub dbname=postgres"

    def stop(self):
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(30)
        self.drain.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)


def wait_for_line(process, words):
    """A server says that it serves: the event to wait for."""
    log = []
    while not log or words not in log[-1]:
        ready, _, _ = select.select([process.stderr], [], [], 60)
        log.append(process.stderr.readline() if ready else "")
        assert log[-1], f"{process.args[0]} did not start: {''.join(log)}"


class Platform:
    """A superhubd of its own on a free port, with a file for its database, or PostgreSQL where the test is run for that."""

    def __init__(self, world, *arguments):
        self.folder = os.path.join(world.folder, "platform")
        # What the operator's commands are told to find it.
        self.place = ["--data-dir", self.folder]
        self.server = None
        self.engine = os.environ.get("SUPERHUB_TEST_DATABASE", "sqlite")
        if self.engine == "postgresql":
            self.server = PostgreSQL()
            self.place += ["--database", self.server.address]
        port_file = os.path.join(world.folder, "port")
        self.process = subprocess.Popen(
            [find("SUPERHUB_BIN_PATH", "superhubd"), *self.place, "--listen", "127.0.0.1:0",
             "--port-file", port_file, *arguments],
            stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        wait_for_line(self.process, "event=serving")
        with open(port_file, encoding="utf-8") as file:
            self.url = f"http://127.0.0.1:{file.read().strip()}"
        # Nobody reads the log from here on; it must not block the platform.
        self.drain = subprocess.Popen(["cat"], stdin=self.process.stderr, stdout=subprocess.DEVNULL)

    def stop(self):
        self.process.terminate()
        self.process.wait(30)
        self.drain.wait(30)
        if self.server is not None:
            self.server.stop()


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
