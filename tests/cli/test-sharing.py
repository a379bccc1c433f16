#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A preview on a phone in the local network: in a network of its own, with an address like those at home."""

import http.client
import json
import os
import re
import select
import signal
import subprocess
import sys
import urllib.parse

INSIDE = "SUPERHUB_TEST_NETWORK"
HOME = "10.77.0.1"
PASSWORD = "correct horse battery"


def enter_network():
    """Runs this test again where it may make networks; without the right to, it is skipped."""
    unshare = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--net"]
    script = "ip link set lo up && ip link add hub0 type veth peer name hub1"
    try:
        subprocess.run([*unshare, "sh", "-c", script], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        print("1..0 # SKIP a network of its own cannot be made here (unshare, ip)")
        sys.exit(0)
    os.environ[INSIDE] = "1"
    os.execvp("unshare", [*unshare, "sh", "-c", script + ' && exec "$0" "$@"', sys.executable, __file__])


if INSIDE not in os.environ:
    enter_network()

import tap  # noqa: E402
from world import Person, Platform, World  # noqa: E402

world = World()
person = Person(world, "person")
project = world.project("shop")
shared = {}


def join_network():
    for command in (f"addr add {HOME}/24 dev hub0", "link set hub0 up", "link set hub1 up"):
        subprocess.run(["ip", *command.split()], check=True)


def local_file(name):
    with open(os.path.join(person.home, "data", "superhub", "platform", name), encoding="utf-8") as file:
        return file.read().strip()


def local_server():
    return f"127.0.0.1:{local_file('port')}"


def ask(server, method, path, body=None, **headers):
    """Status, headers and text of an answer of a server, "ADDRESS:PORT"."""
    connection = http.client.HTTPConnection(server, timeout=20)
    try:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()
    finally:
        connection.close()


def call(method, path, body=None, token=None):
    token = token or json.loads(local_file("local-account.json"))["token"]
    status, _, text = ask(local_server(), method, path, json.dumps(body) if body is not None else None,
                          Authorization=f"Bearer {token}", Content_Type="application/json")
    return status, json.loads(text) if text else None


def is_closed(server):
    try:
        ask(server, "GET", "/signin")
    except OSError:
        return True
    return False


def test_without_a_network():
    preview = person.call("preview", project)
    assert preview["url"].startswith(f"http://{local_server()}/p/"), preview
    refusal = person.refused("preview", project, "--share", error="sharing.no_network")
    assert "network" in refusal["message"]


def test_link_for_the_network():
    join_network()
    preview = person.run("preview", project, "--share")
    assert "local network" in preview.errors, preview.errors
    preview = person.call("preview", project, "--share")
    url = urllib.parse.urlsplit(preview["url"])
    assert url.hostname == HOME, preview
    shared["server"], shared["path"] = url.netloc, url.path
    status, sharing = call("GET", "/api/v1/sharing")
    assert status == 200 and sharing["enabled"] and sharing["addresses"] == [HOME], sharing
    assert sharing["url"] == f"http://{url.netloc}"


def test_phone_signs_in_and_opens_it():
    server, path = shared["server"], shared["path"]
    status, headers, _ = ask(server, "GET", path)
    assert (status, headers["Location"]) == (303, "/signin?next=" + urllib.parse.quote(path, safe=""))
    status, headers, text = ask(server, "GET", headers["Location"])
    cookie = headers["Set-Cookie"].split(";")[0]
    account = json.loads(local_file("local-account.json"))
    form = urllib.parse.urlencode({"form": re.search(r'name="form" value="([^"]+)"', text)[1], "next": path,
                                   "superhub_id": account["superhub_id"], "password": account["password"]})
    status, headers, _ = ask(server, "POST", "/signin", form, Cookie=cookie,
                             Content_Type="application/x-www-form-urlencoded")
    assert (status, headers["Location"]) == (303, path)
    cookie = next(value.split(";")[0] for value in headers.get_all("Set-Cookie") if "session" in value)
    status, _, text = ask(server, "GET", path, Cookie=cookie)
    run = re.search(r"/r/[A-Za-z0-9_-]+/", text)
    assert status == 200 and run, text
    status, _, text = ask(server, "GET", run[0] + "app/app-config.json")
    assert status == 200 and "pages/index/index" in text


def test_wrong_passwords_are_slowed_down():
    server = shared["server"]
    for attempt in range(11):
        _, headers, text = ask(server, "GET", "/signin")
        form = urllib.parse.urlencode({"form": re.search(r'name="form" value="([^"]+)"', text)[1], "next": "/",
                                       "superhub_id": "local", "password": f"guess {attempt}"})
        status, headers, _ = ask(server, "POST", "/signin", form, Cookie=headers["Set-Cookie"].split(";")[0],
                                 Content_Type="application/x-www-form-urlencoded")
        assert status == (401 if attempt < 10 else 429), (attempt, status)
    assert int(headers["Retry-After"]) > 0


def test_the_network_has_no_api():
    token = json.loads(local_file("local-account.json"))["token"]
    for path in ("/api/v1/account", "/api/v1/apps", "/api/v1/sharing", "/openapi.json", "/healthz"):
        assert call("GET", path)[0] == 200, path
        status, _, text = ask(shared["server"], "GET", path, Authorization=f"Bearer {token}")
        assert status == 404 and not text.startswith("{"), (path, status, text)
    body = json.dumps({"superhub_id": "intruder", "password": PASSWORD})
    status, _, _ = ask(shared["server"], "POST", "/api/v1/accounts", body, Content_Type="application/json")
    assert status == 405
    # The platform's own port is on this machine only.
    assert is_closed(f"{HOME}:{local_file('port')}")


def test_other_names_are_refused():
    for server in (local_server(), shared["server"]):
        status, _, text = ask(server, "GET", "/signin", Host="rebound.example")
        assert status == 421 and "request.bad_host" in text, (server, status, text)
    status, _, _ = ask(local_server(), "GET", "/healthz", Host="rebound.example:80")
    assert status == 421
    assert ask(local_server(), "GET", "/healthz", Host="localhost")[0] == 200


def test_only_the_local_account_shares():
    status, _ = call("POST", "/api/v1/accounts", {"superhub_id": "guest", "password": PASSWORD})
    assert status == 201
    _, session = call("POST", "/api/v1/sessions", {"superhub_id": "guest", "password": PASSWORD, "scope": "devtools"})
    for method, body in (("GET", None), ("PUT", {"enabled": False})):
        status, answer = call(method, "/api/v1/sharing", body, session["token"])
        assert status == 403 and answer["error"]["code"] == "sharing.not_yours", answer
    status, _, text = ask(local_server(), "PUT", "/api/v1/sharing", "{}", Content_Type="application/json")
    assert status == 401, text
    assert not is_closed(shared["server"])


def test_switch_off_closes():
    status, sharing = call("PUT", "/api/v1/sharing", {"enabled": False})
    assert (status, sharing) == (200, {"enabled": False, "addresses": []})
    assert is_closed(shared["server"])
    preview = person.call("preview", project)
    assert preview["url"].startswith(f"http://{local_server()}/p/"), preview


def test_end_closes():
    preview = person.call("preview", project, "--share")
    server = urllib.parse.urlsplit(preview["url"]).netloc
    assert server == shared["server"], "the port stays"
    process = os.pidfd_open(int(local_file("superhubd.lock")))
    signal.pidfd_send_signal(process, signal.SIGTERM)
    assert select.select([process], [], [], 30)[0], "superhubd did not end"
    os.close(process)
    assert is_closed(server)


def test_platform_of_a_team():
    platform = Platform(world, "--idle-exit", "600")
    try:
        member = Person(world, "member")
        server = ("--server", platform.url)
        for command in (("account", "create", "member"), ("login", "--id", "member")):
            member.call(*command, "--password-stdin", *server, stdin=PASSWORD + "\n")
        member.refused("preview", world.project("theirs"), "--share", *server, error="sharing.not_local")
        # Whatever proxy stands before it may call it by any name.
        assert ask(platform.url.removeprefix("http://"), "GET", "/healthz", Host="hub.example.com")[0] == 200
    finally:
        platform.stop()


def end_local():
    try:
        with open(f"/proc/{local_file('superhubd.lock')}/comm", encoding="utf-8") as file:
            if file.read().strip() == "superhubd":
                os.kill(int(local_file("superhubd.lock")), signal.SIGKILL)
    except OSError:
        pass


try:
    tap.run([value for name, value in list(globals().items()) if name.startswith("test_")])
finally:
    end_local()
    world.clean()
