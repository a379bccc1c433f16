#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole line by script: from a folder to a released version, on a real platform."""

import hashlib
import http.client
import http.server
import json
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
import urllib.parse
import zipfile

import tap
from world import PASSWORD, Person, Platform, World, find

world = World()
# Should this test be killed, its platform ends by itself.
platform = Platform(world, "--idle-exit", "600")
SERVER = ("--server", platform.url)
alice = Person(world, "alice")
bob = Person(world, "bob")
carol = Person(world, "carol")
shared = {}


def test_help_and_usage():
    assert "review submit" in alice.run("--help").text
    assert "--qr-output" in alice.run("preview", "--help").text
    assert alice.run("--version").text.startswith("superhub ")
    alice.run(code=2)
    alice.refused("frobnicate", error="usage.bad_arguments", code=2)
    alice.refused("pack", error="usage.bad_arguments", code=2)
    alice.refused("build", ".", "--no-such-option", error="usage.bad_arguments", code=2)
    alice.refused("upload", ".", error="usage.bad_arguments", code=2)


def test_needs_no_display_libraries():
    libraries = subprocess.run(["ldd", find("SUPERHUB_BIN_PATH", "superhub")],
                               capture_output=True, text=True, check=True).stdout
    for graphical in ("libgtk", "libadwaita", "libwebkit", "libjavascriptcore", "libX11", "libwayland"):
        assert graphical not in libraries, graphical


def test_new_build_pack():
    folder = os.path.join(world.folder, "a shop 角落")
    alice.run("new", folder, "--name", "角落 Shop")
    built = os.path.join(world.folder, "compiled")
    answer = alice.call("build", folder, "-o", built)
    assert answer["pages"] and os.path.exists(os.path.join(built, "app-config.json"))
    assert not any(item["severity"] == "error" for item in answer["diagnostics"])
    first = alice.call("pack", folder, "-o", os.path.join(world.folder, "first.hpkg"))
    second = bob.call("pack", folder, "-o", os.path.join(world.folder, "second.hpkg"))
    assert first["sha256"] == second["sha256"], "the same program gave other bytes"
    with open(first["file"], "rb") as file:
        assert hashlib.sha256(file.read()).hexdigest() == first["sha256"]
    with zipfile.ZipFile(first["file"]) as package:
        assert package.testzip() is None
        assert package.namelist()[0] == "manifest.json"
        assert "program/app-config.json" in package.namelist()


def test_says_what_is_wrong():
    broken = world.project("broken", **{"pages/index/index.wxml": "<view>\n  <text>{{oops</text>\n"})
    answer = alice.run("check", broken, code=1)
    assert "pages/index/index.wxml:" in answer.errors, answer.errors
    error = alice.refused("build", broken, error="compile.failed")
    assert error["detail"]["diagnostics"][0]["file"] == "pages/index/index.wxml"
    empty = os.path.join(world.folder, "empty")
    os.makedirs(empty)
    assert "app.json" in alice.refused("check", empty, error="project.no_app_json")["message"]
    alice.refused("check", os.path.join(world.folder, "nowhere"), error="project.not_found")


def test_too_large():
    large = world.project("large", **{"big.png": bytes(50 * 1024 * 1024)})
    target = os.path.join(world.folder, "large.hpkg")
    error = alice.refused("pack", large, "-o", target, error="package.too_large")
    assert "big.png" in error["message"]
    assert error["detail"]["total"] > 50 * 1024 * 1024
    assert not os.path.exists(target)


def test_no_platform():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        dead = f"http://127.0.0.1:{free.getsockname()[1]}"
    error = alice.refused("app", "list", "--server", dead, error="platform.unreachable", code=4,
                          SUPERHUB_TOKEN="whatever")
    assert dead in error["message"]
    alice.refused("app", "list", "--server", "nonsense", error="client.bad_server", SUPERHUB_TOKEN="x")
    alice.refused("app", "list", "--server", "nonsense", error="client.bad_server")


def test_sign_in():
    error = alice.refused("app", "list", *SERVER, error="auth.sign_in_required", code=3)
    assert "superhub login" in error["message"]
    alice.sign_up("alice", platform)
    bob.sign_up("bob", platform)
    carol.sign_up("carol", platform)
    alice.refused("login", "--id", "alice", "--password-stdin", *SERVER, error="auth.bad_credentials", code=3,
                  stdin="wrong password\n")
    alice.refused("login", "--id", "alice", *SERVER, error="usage.no_terminal", code=2)
    assert alice.call("account", "show")["superhub_id"] == "alice", "signed in, and still so after a failure"
    store = os.path.join(alice.home, "config", "superhub", "sign-ins.json")
    assert os.stat(store).st_mode & 0o777 == 0o600
    with open(store, encoding="utf-8") as file:
        text = file.read()
    assert PASSWORD not in text
    shared["token"] = json.loads(text)["servers"][platform.url]["token"]
    answer = carol.run("app", "list", *SERVER, "--json", SUPERHUB_TOKEN="x" * 43, code=3)
    assert answer.error.startswith("auth."), answer.error
    assert carol.call("account", "show", SUPERHUB_TOKEN=shared["token"])["superhub_id"] == "alice"


def test_apps_and_members():
    shared["app"] = app = alice.call("app", "create", "Corner Shop")["app_id"]
    assert [item["app_id"] for item in alice.call("app", "list")["items"]] == [app]
    assert bob.call("app", "list")["items"] == []
    alice.refused("member", "add", "bob", "--app", app, error="usage.bad_arguments", code=2)
    member = alice.call("member", "add", "bob", "--role", "operator", "--app", app, "--password-stdin",
                        stdin=PASSWORD)
    assert member["roles"] == ["operator"]
    alice.call("member", "add", "carol", "--test", "--app", app, "--password-stdin", stdin=PASSWORD)
    kinds = {item["superhub_id"]: item["kind"] for item in alice.call("member", "list", "--app", app)["items"]}
    assert kinds == {"alice": "admin", "bob": "project", "carol": "test"}, kinds
    assert "bob" in alice.run("member", "list", "--app", app).text
    alice.refused("member", "add", "nobody-here", "--test", "--app", app, error="member.no_such_account",
                  code=None)
    alice.run("member", "remove", "carol", "--app", app, "--password-stdin", stdin=PASSWORD)
    assert len(alice.call("member", "list", "--app", app)["items"]) == 2


def decode(picture):
    return subprocess.run(["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture],
                          capture_output=True, text=True, check=True).stdout.strip()


def picture_of(text):
    """What a camera sees of the half blocks: a PGM with the code's pixels."""
    light = {"█": (255, 255), "▀": (255, 0), "▄": (0, 255), " ": (0, 0)}
    rows = [line for line in text.splitlines() if line and set(line) <= set(light)]
    pixels = [[light[character][half] for character in row for _ in range(4)]
              for row in rows for half in (0, 1) for _ in range(4)]
    path = os.path.join(world.folder, "terminal.pgm")
    with open(path, "wb") as file:
        file.write(f"P5 {len(pixels[0])} {len(pixels)} 255\n".encode())
        file.write(b"".join(bytes(row) for row in pixels))
    return path


def test_settings():
    app = shared["app"]
    assert alice.call("settings", "domains", "--app", app)["request"] == []
    added = alice.call("settings", "domains", "add", "--request", "https://API.example.com:443,https://pay.example.com",
                       "--socket", "wss://push.example.com", "--app", app)
    assert added["request"] == ["https://api.example.com", "https://pay.example.com"]
    assert added["edits_left"] == added["edits_a_month"] - 1
    assert "wss://push.example.com" in alice.run("settings", "domains", "--app", app).text
    alice.refused("settings", "domains", "add", "--request", "http://api.example.com", "--app", app,
                  error="settings.bad_domain", code=1)
    alice.refused("settings", "domains", "add", "--app", app, error="usage.bad_arguments", code=2)
    assert alice.call("settings", "domains", "set", "--socket", "", "--app", app)["socket"] == []
    alice.call("settings", "domains", "remove", "--request", "https://pay.example.com", "--app", app)
    assert alice.call("settings", "link", "--app", app)["items"] == []
    file = alice.call("settings", "link", "file", "--app", app)
    assert file["file_name"].endswith(".txt") and len(file["file_content"]) == 32
    match = alice.call("settings", "link", "match", "https://www.example.com/a", "--app", app)
    assert match["reason"] == "no_rule"
    alice.refused("settings", "link", "add", "https://www.example.com/a", "--app", app, error="usage.bad_arguments", code=2)
    assert alice.call("settings", "push", "--app", app) == {"enabled": False}
    alice.refused("settings", "push", "set", "https://api.example.com/", "--app", app, error="usage.bad_arguments", code=2)
    alice.refused("settings", "push", "test", "--app", app, error="push.not_set", code=1)
    hook = "https://hooks.example.com/shop"
    assert alice.call("settings", "webhook", "--app", app) == {"enabled": False}
    alice.refused("settings", "webhook", "test", "--app", app, error="webhook.not_set", code=1)
    alice.refused("settings", "webhook", "set", hook, "--app", app, error="usage.bad_arguments", code=2)
    alice.refused("settings", "webhook", "set", "http://10.0.0.1/", "--secret", "0123456789abcdef", "--app", app,
                  error="webhook.bad_url", code=1)
    assert alice.call("settings", "webhook", "set", hook, "--secret", "0123456789abcdef", "--app", app)["state"] == "active"
    # Not as an argument, which others see.
    assert alice.call("settings", "webhook", "set", hook, "--secret-file", "-", "--app", app, stdin="0123456789abcdef\n")["url"] == hook
    secret = os.path.join(alice.home, "hook.secret")
    with open(secret, "w", encoding="utf-8") as file:
        file.write("0123456789abcdef\n")
    assert alice.call("settings", "webhook", "set", hook, "--secret-file", secret, "--app", app)["url"] == hook
    alice.refused("settings", "webhook", "set", hook, "--secret-file", secret, "--secret", "0123456789abcdef", "--app", app,
                  error="usage.bad_arguments", code=2)
    assert hook in alice.run("settings", "webhook", "--app", app).text
    assert alice.call("settings", "webhook", "log", "--app", app)["items"] == []
    alice.call("settings", "webhook", "remove", "--app", app)
    assert alice.call("settings", "webhook", "--app", app) == {"enabled": False}


def test_preview():
    project = world.project("shop", pages=("pages/index/index", "pages/item/item"))
    shared["project"] = project
    picture = os.path.join(world.folder, "preview.png")
    preview = alice.call("preview", project, "--qr-output", picture, "--app", shared["app"],
                         "--path", "pages/item/item", "--query", "id=7", "--scene", "1047")
    assert preview["url"].startswith(platform.url + "/p/")
    if shutil.which("zbarimg"):
        assert decode(picture) == preview["url"]
    shown = alice.run("preview", project, "--terminal", "--app", shared["app"])
    assert "▀" in shown.text and "/p/" in shown.text
    if shutil.which("zbarimg"):
        assert decode(picture_of(shown.text)) in shown.text.splitlines()
    alice.refused("preview", project, "--app", shared["app"], "--path", "pages/none", error="preview.no_such_page")


def test_upload():
    app, project = shared["app"], shared["project"]
    uploaded = alice.call("upload", project, "--version", "1.0.0", "--desc", "第一 <b>& \"first\"", "--app", app)
    assert uploaded["version"] == "1.0.0" and uploaded["remarks"] == "第一 <b>& \"first\""
    shared["version"] = uploaded["id"]
    alice.refused("upload", project, "--version", "../../x y", "--app", app, error="version.bad_number")
    versions = alice.call("version", "list", "--app", app)
    assert [item["id"] for item in versions["developer"]] == [uploaded["id"]]
    assert "1.0.0" in alice.run("version", "list", "--app", app).text
    assert os.listdir(os.path.join(alice.home, "cache", "superhub")) is not None
    left = [name for name in os.listdir(os.path.join(alice.home, "cache", "superhub")) if name.startswith("package-")]
    assert left == [], left


def test_registers_a_program_by_itself():
    project = world.project("unregistered")
    alice.call("upload", project, "--version", "0.1", "--desc", "")
    with open(os.path.join(project, "project.config.json"), encoding="utf-8") as file:
        app = json.load(file)["appid"]
    assert app in [item["app_id"] for item in alice.call("app", "list")["items"]]
    assert alice.call("app", "show", cwd=project)["app_id"] == app
    alice.call("upload", project, "--version", "0.2", "--desc", "")
    assert len(alice.call("app", "list")["items"]) == 2, "registered twice"


def make_reviewer(superhub_id):
    subprocess.run([find("SUPERHUB_BIN_PATH", "superhubd"), *platform.place,
                    "--make-reviewer", superhub_id], check=True, capture_output=True)


def test_review_and_release():
    app = shared["app"]
    review = alice.call("review", "submit", "--desc", "Please look", "--app", app)
    assert review["state"] == "pending"
    alice.refused("review", "submit", "--app", app, error="review.already_pending")
    make_reviewer("carol")
    waiting = carol.call("review", "list", "--state", "pending")["items"]
    assert [item["id"] for item in waiting] == [review["id"]]
    carol.refused("review", "reject", review["id"], error="review.reason_required")
    picture = os.path.join(world.folder, "shot.png")
    with open(picture, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + bytes(64))
    taken = carol.call("review", "take", review["id"])
    assert taken["state"] == "in_review" and taken["taken_by"] == "carol"
    assert carol.call("review", "queue")["items"] == []
    carol.call("review", "return", review["id"])
    difference = carol.call("review", "diff", review["id"])
    assert difference["base"] is None and difference["files_added"] == len(difference["files"]) > 0
    assert carol.call("review", "checks", "--review", review["id"])["state"] in ("passed", "warnings")
    carol.refused("review", "reject", review["id"], "--reason", "x", "--note", "nothing",
                  error="usage.bad_arguments", code=2)
    rejected = carol.call("review", "reject", review["id"], "--reason", "The item page is empty",
                          "--screenshot", picture)
    assert len(rejected["screenshots"]) == 1
    assert rejected["state"] == "rejected" and rejected["reason"] == "The item page is empty"
    alice.refused("release", "--app", app, "--password-stdin", stdin=PASSWORD, error="release.not_approved")
    status = alice.call("review", "status", "--app", app)
    assert status["review"]["reason"] == "The item page is empty" and status["quota"]["feedback_allowed"]
    form = os.path.join(world.folder, "form.json")
    with open(form, "w") as file:
        json.dump({"description": "Again", "test_account": "shopper", "preview_info": {"pic_list": ["shot.png"]}}, file)
    draft = alice.call("review", "draft", "--form", form, "--app", app)
    assert draft["form"]["preview_info"]["pic_list"][0] != "shot.png" and draft["test_account"] == "shopper"
    again = alice.call("review", "submit", shared["version"], "--app", app)
    assert again["description"] == "Again", "the form that was kept"
    assert carol.call("review", "show", again["id"])["test_account"] is None
    assert carol.call("review", "take", again["id"])["test_account"] == "shopper"
    carol.call("review", "approve", again["id"])
    released = alice.call("release", "--app", app, "--password-stdin", stdin=PASSWORD + "\n")
    assert released["version"] == "1.0.0" and released["state"] == "online"
    versions = alice.call("version", "list", "--app", app)
    assert versions["online"]["package"] == versions["developer"][0]["package"]
    shown = alice.call("app", "show", "--app", app)
    assert shown["online_version"] == "1.0.0"
    found = carol.call("search", shown["name"].upper())["items"]
    assert [item["app_id"] for item in found] == [app] and found[0]["link"].endswith("/a/" + app)
    assert carol.call("search", "nothing is called that")["items"] == []


def test_sensitive_needs_the_password():
    app = shared["app"]
    alice.call("upload", shared["project"], "--version", "1.1.0", "--app", app)
    again = Person(world, "alice-elsewhere")
    again.call("login", "alice", "--password-stdin", *SERVER, stdin=PASSWORD)
    # A fresh sign-in counts as confirmed; one that was refused the password does not release.
    review = again.call("review", "submit", "--app", app)
    withdrawn = again.call("review", "withdraw", "--app", app, "--password-stdin", stdin=PASSWORD)
    assert withdrawn["id"] == review["id"] and withdrawn["state"] == "withdrawn"


class Forgetful(http.server.BaseHTTPRequestHandler):
    """A platform whose five minutes are over: it asks for the password once."""

    confirmed = None

    def answer(self, status, document=None):
        body = b"" if document is None else json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.answer(200, {"superhub_id": "alice"})

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path.endswith("/confirm"):
            Forgetful.confirmed = body["password"]
            self.answer(204)
        elif Forgetful.confirmed is None:
            self.answer(403, {"error": {"code": "auth.confirm_required", "message": "Again.", "detail": {"minutes": 5}}})
        else:
            self.answer(201, {"id": "1", "version": "1.0.0", "state": "online"})

    def log_message(self, *arguments):
        pass


def test_gives_the_password_again():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Forgetful)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    where = ("--server", f"http://127.0.0.1:{server.server_port}", "--app", "wx0123456789abcdef")
    alice.refused("release", *where, error="usage.no_terminal", code=2, SUPERHUB_TOKEN="x")
    released = alice.call("release", *where, "--password-stdin", stdin=PASSWORD + "\n", SUPERHUB_TOKEN="x")
    server.shutdown()
    server.server_close()
    assert released["state"] == "online" and Forgetful.confirmed == PASSWORD


def test_test_version():
    app = shared["app"]
    version = alice.call("version", "list", "--app", app)["developer"][0]["id"]
    test = alice.call("version", "test", version, "--app", app, "--password-stdin", stdin=PASSWORD)
    assert "/t/" in test["url"]
    alice.run("version", "test", "--end", "--app", app, "--password-stdin", stdin=PASSWORD)
    alice.run("version", "delete", version, "--app", app, "--password-stdin", stdin=PASSWORD)
    versions = alice.call("version", "list", "--app", app)
    assert versions["developer"] == [] and versions["online"]["version"] == "1.0.0"


def test_corrupt_package_is_refused():
    """What the command line would never send."""
    with open(os.path.join(world.folder, "first.hpkg"), "rb") as file:
        package = bytearray(file.read())
    package[len(package) // 2] ^= 0xff
    parts = urllib.parse.urlsplit(platform.url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
    connection.request("POST", f"/api/v1/apps/{shared['app']}/packages", bytes(package),
                       {"Authorization": f"Bearer {shared['token']}",
                        "Content-Type": "application/vnd.superhub.package"})
    response = connection.getresponse()
    code = json.load(response)["error"]["code"]
    connection.close()
    assert response.status in (400, 422), response.status
    assert code.startswith("package."), code


def test_disk_full():
    if os.geteuid() != 0:
        return "mounting a small disk needs root"
    small = os.path.join(world.folder, "small")
    os.makedirs(small)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small], check=False,
                      capture_output=True).returncode != 0:
        return "mounting is not allowed here"
    try:
        project = world.project("fat", **{"picture.png": os.urandom(300 * 1024)})
        target = os.path.join(small, "fat.hpkg")
        error = alice.refused("pack", project, "-o", target, error="io.no_space", code=5)
        assert "fat.hpkg" in error["message"]
        assert os.listdir(small) == [], "something was left behind"
    finally:
        subprocess.run(["umount", small], check=True)
    return None


def test_interrupt():
    """Ctrl-C while the platform keeps silent: ends at once, says so."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        process = subprocess.Popen(
            [find("SUPERHUB_BIN_PATH", "superhub"), "app", "list", "--json", "--server",
             f"http://127.0.0.1:{silent.getsockname()[1]}"],
            env={**alice.environment, "SUPERHUB_TOKEN": "x"}, stdout=subprocess.PIPE, text=True)
        connection, _ = silent.accept()
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        text, _ = process.communicate(timeout=30)
        connection.close()
    assert process.returncode == 130, process.returncode
    assert json.loads(text)["error"]["code"] == "cancelled"
    assert time.monotonic() - began < 5


class Greedy(http.server.BaseHTTPRequestHandler):
    """A platform that begins to take a package and then goes away, or does nothing any more."""

    hang_up = False
    began = threading.Event()
    over = threading.Event()

    def do_GET(self):
        body = json.dumps({"superhub_id": "alice", "app_id": "wx0123456789abcdef", "my_kind": "admin"}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.rfile.read(1)
        Greedy.began.set()
        if not Greedy.hang_up:
            Greedy.over.wait(60)
        self.connection.close()

    def log_message(self, *arguments):
        pass

    def handle(self):
        try:
            super().handle()
        except (OSError, ValueError):
            pass


def left_behind():
    folder = os.path.join(alice.home, "cache", "superhub")
    return [name for name in os.listdir(folder) if name.startswith("package-")]


def test_sending_breaks():
    project = world.project("heavy", **{"noise.png": os.urandom(1500 * 1024)})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Greedy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    where = ("--server", f"http://127.0.0.1:{server.server_port}", "--app", "wx0123456789abcdef", "--json")
    command = ("upload", project, "--version", "1", *where)
    process = subprocess.Popen([find("SUPERHUB_BIN_PATH", "superhub"), *command], stdout=subprocess.PIPE, text=True,
                               env={**alice.environment, "SUPERHUB_TOKEN": "x"})
    assert Greedy.began.wait(60)
    assert left_behind(), "nothing is being sent"
    process.send_signal(signal.SIGINT)
    text, _ = process.communicate(timeout=30)
    assert process.returncode == 130 and json.loads(text)["error"]["code"] == "cancelled", text
    assert left_behind() == []
    Greedy.over.set()
    Greedy.hang_up = True
    alice.refused(*command[:-1], error="platform.unreachable", code=4, SUPERHUB_TOKEN="x")
    assert left_behind() == []
    server.shutdown()
    server.server_close()


def test_completion():
    assert {"preview", "review", "release"} <= set(alice.run("--complete").text.split())
    assert {"submit", "approve", "reject"} <= set(alice.run("--complete", "review").text.split())
    assert {"--qr-output", "--json"} <= set(alice.run("--complete", "preview", "shop").text.split())


def test_sign_out():
    alice.run("logout", *SERVER)
    alice.refused("app", "list", *SERVER, error="auth.sign_in_required", code=3)
    answer = carol.run("app", "list", *SERVER, "--json", SUPERHUB_TOKEN=shared["token"], code=3)
    assert answer.error.startswith("auth.")


def test_local_platform():
    """Nothing set up at all: the platform of this machine starts by itself, once."""
    newcomer = Person(world, "newcomer")
    project = world.project("first steps")
    picture = os.path.join(world.folder, "local.png")
    try:
        preview = newcomer.call("preview", project, "--qr-output", picture)
        status = newcomer.call("status")
        assert status["local"] and preview["url"].startswith(status["server"])
        shown = newcomer.call("account", "show", "--show-password")
        assert shown["password"]
        newcomer.call("upload", project, "--version", "1.0", cwd=project)
        review = newcomer.call("review", "submit", cwd=project)
        newcomer.call("review", "approve", review["id"])
        assert newcomer.call("release", cwd=project)["state"] == "online"
        # Its own address means the same platform.
        assert newcomer.call("status", "--server", status["server"])["local"]
    finally:
        end_local(newcomer)
    # A port file that was left behind misleads nobody.
    try:
        assert newcomer.call("status")["local"]
        assert newcomer.call("app", "list")["items"], "its data is still there"
    finally:
        end_local(newcomer)


def test_local_platform_started_by_many():
    """Window and terminal at once, on a fresh machine: one platform, and everybody finds it."""
    crowd = Person(world, "crowd")
    runs = [subprocess.Popen([find("SUPERHUB_BIN_PATH", "superhub"), "status", "--json"], env=crowd.environment,
                             stdout=subprocess.PIPE, text=True) for _ in range(4)]
    try:
        answers = [json.loads(run.communicate(timeout=60)[0]) for run in runs]
        assert len({answer["server"] for answer in answers}) == 1, answers
    finally:
        end_local(crowd)


def end_local(person):
    folder = os.path.join(person.home, "data", "superhub", "platform")
    with open(os.path.join(folder, "superhubd.lock"), encoding="utf-8") as file:
        pid = int(file.read())
    os.kill(pid, signal.SIGKILL)


try:
    tap.run([value for name, value in list(globals().items()) if name.startswith("test_")])
finally:
    platform.stop()
    world.clean()
