#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Uploads over a line that breaks, and to a platform with limits of its own."""

import json
import os
import random
import signal
import socket
import subprocess
import threading

import tap
from world import Person, Platform, World, find

world = World()
platform = Platform(world, "--idle-exit", "600")
alice = Person(world, "alice")
shared = {}


class Line:
    """Passes bytes on to the platform, and cuts each of the first connections that carry more than a few."""

    def __init__(self, breaks, after):
        self.breaks, self.after = breaks, after
        self.cuts = 0
        self.started = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                inner, _ = self.listener.accept()
            except OSError:
                return
            host, port = platform.url.removeprefix("http://").split(":")
            outer = socket.create_connection((host, int(port)))
            threading.Thread(target=self.carry, args=(inner, outer, True), daemon=True).start()
            threading.Thread(target=self.carry, args=(outer, inner, False), daemon=True).start()

    def carry(self, source, target, counts):
        passed = 0
        try:
            while data := source.recv(65536):
                target.sendall(data)
                passed += len(data)
                if counts and passed > self.after:
                    self.started.set()
                    if self.cuts < self.breaks:
                        self.cuts += 1
                        break
        except OSError:
            pass
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def close(self):
        self.listener.close()


def left():
    folder = os.path.join(platform.folder, "uploads")
    return os.listdir(folder) if os.path.isdir(folder) else []


def test_prepare():
    alice.sign_up("alice", platform)
    app = shared["app"] = alice.call("app", "create", "Shop")["app_id"]
    noise = random.Random(7)
    files = {f"{part}assets/{number}.bin": noise.randbytes(900_000)
             for part in ("", "one/", "two/", "three/") for number in range(2)}
    project = shared["project"] = world.project("large", pages=("pages/index/index",), **files, **{
        "project.config.json": json.dumps({"appid": app}),
        "app.json": json.dumps({"pages": ["pages/index/index"], "subPackages": [
            {"root": root, "pages": ["page"]} for root in ("one", "two", "three")]})})
    for root in ("one", "two", "three"):
        for name, text in (("page.js", "Page({})\n"), ("page.wxml", "<view/>\n")):
            with open(os.path.join(project, root, name), "w", encoding="utf-8") as file:
                file.write(text)
    # The key signs in wherever --server leads: through the line, too.
    shared["key"] = os.path.join(world.folder, "ci.key")
    alice.call("key", "create", shared["key"], "--app", app)


def upload(server, version, **options):
    return alice.call("upload", shared["project"], "--version", version, "--key", shared["key"], "--server", server, **options)


def test_goes_on_after_breaks():
    line = Line(3, 1_500_000)
    uploaded = upload(line.url, "1.0.0")
    assert line.cuts == 3, line.cuts
    assert uploaded["sizes"]["total"] > 7_000_000
    assert left() == []
    line.close()


def test_cancel_leaves_nothing():
    with open(os.path.join(shared["project"], "assets", "0.bin"), "ab") as file:
        file.write(b"another package")
    line = Line(10 ** 6, 1_500_000)
    process = subprocess.Popen(
        [find("SUPERHUB_BIN_PATH", "superhub"), "upload", shared["project"], "--version", "1.0.1", "--key", shared["key"],
         "--server", line.url], env=alice.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert line.started.wait(60), "nothing was sent"
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130, process.returncode
    assert left() == [], left()
    versions = alice.call("version", "list", "--app", shared["app"])["developer"]
    assert [version["version"] for version in versions] == ["1.0.0"]
    line.close()


def test_operator_collects():
    answer = alice.call("admin", "collect", *platform.place)
    assert answer == {"packages": 0, "files": 0}, answer
    assert alice.call("version", "list", "--app", shared["app"])["developer"], "what is used stays"


def test_gives_up_with_a_sentence():
    line = Line(10 ** 6, 0)
    answer = alice.run("upload", shared["project"], "--version", "2", "--key", shared["key"], "--server", line.url, "--json",
                       code=4)
    assert answer.error == "platform.unreachable"
    line.close()


try:
    tap.run([value for name, value in list(globals().items()) if name.startswith("test_")])
finally:
    platform.stop()
    world.clean()
