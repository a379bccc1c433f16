# SPDX-License-Identifier: GPL-3.0-or-later
"""What the scenarios of the real window stand on.

A Session owns an X server, a session bus and home folders of its own; an App is one program on it,
seen as assistive technology sees it: roles, names, actions. Nothing here looks inside the program.
"""

import atexit
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback

from gi.repository import Gio, GLib

# Seconds: generous, for a machine that compiles something else meanwhile.
DEADLINE = int(os.environ.get("TEST_DEADLINE", "90"))
# How often the accessible tree is asked. It tells of some changes by events and of others not at all.
POLL = 0.2
# Besides widgets of a kind that a window has once: what is always there, and never hidden.
STEADY = (("list", "Console pages"),)


class Session:
    """An X server, a D-Bus session and home folders that end with the test."""

    def __init__(self, size="1400x950"):
        self.folder = tempfile.mkdtemp(prefix="superhub-window-")
        self.children = []
        # The displays of programs with a screen of their own, by the programs' names.
        self.screens = {}
        atexit.register(self.end)
        self._set_environment()
        os.environ["DISPLAY"] = self.add_display(size)
        self._start_bus()
        # Only now: it connects to the bus it finds.
        from accessible import Bus
        self.bus = Bus()

    def _set_environment(self):
        for name in ("home", "runtime", "projects"):
            os.mkdir(os.path.join(self.folder, name), 0o700)
        home = os.path.join(self.folder, "home")
        os.environ.update({
            "HOME": home,
            "XDG_CONFIG_HOME": home + "/.config",
            "XDG_DATA_HOME": home + "/.local/share",
            "XDG_CACHE_HOME": home + "/.cache",
            "XDG_STATE_HOME": home + "/.local/state",
            "XDG_RUNTIME_DIR": os.path.join(self.folder, "runtime"),
            "GTK_A11Y": "atspi",
            "GDK_BACKEND": "x11",
            "GSK_RENDERER": "cairo",
            "LC_ALL": "C.UTF-8",
            "GSETTINGS_BACKEND": "memory",
            "GTK_USE_PORTAL": "0",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            # A critical message is a failure, as in the other tests; warnings of drivers are not.
            "G_DEBUG": "gc-friendly,fatal-criticals",
        })
        for name in ("WAYLAND_DISPLAY", "NO_AT_BRIDGE", "SUPERHUB_TOKEN", "SUPERHUB_SERVER"):
            os.environ.pop(name, None)

    def make_desk(self, name):
        """The environment of a person whose settings, caches and running programs are not the others'. All of them
        are seen on the one bus of assistive technology."""
        home = os.path.join(self.folder, "home-" + name)
        os.makedirs(home, 0o700, exist_ok=True)
        return {"HOME": home, "XDG_CONFIG_HOME": home + "/.config", "XDG_DATA_HOME": home + "/.local/share",
                "XDG_CACHE_HOME": home + "/.cache", "XDG_STATE_HOME": home + "/.local/state",
                "DBUS_SESSION_BUS_ADDRESS": self._add_bus(), "AT_SPI_BUS_ADDRESS": self.bus.address}

    def add_display(self, size):
        """A screen of its own; its name."""
        reader, writer = os.pipe()
        # -noreset: without it the server restarts when its last client leaves.
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", size + "x24", "-nolisten", "tcp", "-noreset"],
            pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.children.append(server)
        os.close(writer)
        with os.fdopen(reader) as stream:
            number = stream.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        return ":" + number

    def _add_bus(self):
        bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address"],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.children.append(bus)
        address = bus.stdout.readline().strip()
        if not address:
            raise RuntimeError("dbus-daemon did not start")
        return address

    def _start_bus(self):
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = self._add_bus()

    def copy_project(self, source, name):
        """A copy that the scenario may change."""
        target = os.path.join(self.folder, "projects", name)
        shutil.copytree(source, target)
        return target

    def upload(self, project, version):
        """A version sent by the command line, as another developer's machine does."""
        subprocess.run([find_program("superhub"), "upload", project, "--version", version], check=True,
                       stdout=subprocess.DEVNULL)

    def screenshot(self, name, display=None):
        folder = os.environ.get("TEST_SCREENSHOTS", self.folder)
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, name + ".png")
        subprocess.run(["import", "-display", display or os.environ["DISPLAY"], "-window", "root", path], check=True)
        return path

    def count_pixels(self, red, green, blue):
        """How much of the screen has exactly this colour."""
        pixels = subprocess.run(["import", "-window", "root", "-depth", "8", "rgb:-"], check=True,
                                stdout=subprocess.PIPE).stdout
        colour = bytes((red, green, blue))
        return sum(pixels[i:i + 3] == colour for i in range(0, len(pixels) - 2, 3 * 7)) * 7

    def read_codes(self, picture):
        """What the QR codes in a picture say."""
        answer = subprocess.run(["zbarimg", "--quiet", "--raw", picture], stdout=subprocess.PIPE,
                                stderr=subprocess.DEVNULL, text=True, check=False)
        return answer.stdout.split()

    def wait(self, condition, what, deadline=DEADLINE):
        """The first true answer of @condition; fails with @what when none comes."""
        end = time.monotonic() + deadline
        while True:
            answer = condition()
            if answer:
                return answer
            if time.monotonic() > end:
                raise AssertionError(f"waited {deadline} s in vain: {what}")
            time.sleep(POLL)

    def end(self):
        for child in reversed(self.children):
            _end_process(child)
        self.children.clear()
        self._end_local_platform()
        if not os.environ.get("TEST_KEEP"):
            shutil.rmtree(self.folder, ignore_errors=True)

    def _end_local_platform(self):
        """The platform that the program started outlives its window; the one of this session is known by its
        data folder."""
        for entry in os.listdir("/proc"):
            if not entry.isdigit():
                continue
            try:
                with open(f"/proc/{entry}/cmdline", "rb") as stream:
                    line = stream.read().decode(errors="replace").split("\0")
            except OSError:
                continue
            if line[0].endswith("superhubd") and any(part.startswith(self.folder + "/") for part in line):
                try:
                    os.kill(int(entry), signal.SIGTERM)
                except ProcessLookupError:
                    pass


def _end_process(child):
    if child.poll() is not None:
        return
    child.terminate()
    try:
        child.wait(10)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


class App:
    """A program under test. What it shows is read anew for each question."""

    def __init__(self, session, program, *arguments, name=None, environment=None, screen=None):
        """@name: of its log and of a desk of its own, where several run beside each other. @screen: the size of a
        screen of its own, which the window fills; on the one of the session windows lie over each other."""
        self.session = session
        self.screen = screen
        self.display = session.add_display(screen) if screen else os.environ["DISPLAY"]
        self.log = os.path.join(session.folder, (name or os.path.basename(program)) + ".log")
        own = session.make_desk(name) if name else {}
        self.environment = {**os.environ, **own, **(environment or {}), "DISPLAY": self.display}
        with open(self.log, "wb") as stream:
            self.process = subprocess.Popen([find_program(program), *arguments], stdout=stream,
                                            stderr=subprocess.STDOUT, env=self.environment)
        session.children.append(self.process)
        self.pages = {}
        self.root = session.wait(self._find_root, f"{program} came up")
        self.frame = session.wait(lambda: next(iter(self.read().nodes), None), f"the window of {program}")
        if screen:
            session.screens[name] = self.display
            self._fill_screen()

    def _fill_screen(self):
        """No window manager does it."""
        width, height = self.screen.split("x")
        windows = self.session.wait(lambda: self._xdotool("search", "--onlyvisible", "--pid", str(self.process.pid)),
                                    "a window on the screen").split()
        self._xdotool("windowsize", windows[-1], width, height)
        self._xdotool("windowfocus", windows[-1])

    def _xdotool(self, *arguments):
        return subprocess.run(["xdotool", *arguments], stdout=subprocess.PIPE, text=True, check=False,
                              env={**os.environ, "DISPLAY": self.display}).stdout

    def screenshot(self, name):
        """What its person sees."""
        return self.session.screenshot(name, self.display)

    def _find_root(self):
        self._check_alive()
        return self.session.bus.application(self.process.pid)

    def _check_alive(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the program ended with {self.process.returncode}")

    def read(self):
        self._check_alive()
        return self.root.read()

    def find(self, role=None, name=None, within=None):
        """@within: (role, name) of what it stands in; the role "dialog" is any other window of the program,
        and its name the title or a text in it."""
        for place in self._places(within):
            node = place.find(role, name)
            if node is not None:
                return node
        return None

    def _places(self, within):
        if within is None:
            return [self.read()]
        # A page of the window stays the same object: not all of the window is asked for it each time.
        if within in self.pages:
            self._check_alive()
            page = self.pages[within].read()
            if page.nodes:
                return [page]
        if within[0] == "dialog":
            self._check_alive()
            dialogs = [node.read() for node in self.root.read(1).nodes if node.path != self.frame.path]
            return [node for node in dialogs
                    if node.matches(None, within[1]) or node.find("label", within[1]) is not None]
        place = self.read().find(*within)
        if place is not None and (within[0] == "widget" or within in STEADY):
            self.pages[within] = place
        return [place] if place is not None else []

    def wait_for(self, role=None, name=None, within=None, deadline=DEADLINE):
        where = f" in a {within[0]} {within[1]!r}" if within else ""
        return self.session.wait(lambda: self.find(role, name, within), f"a {role or 'thing'} {name!r}{where}",
                                 deadline)

    def wait_gone(self, role=None, name=None, within=None, deadline=DEADLINE):
        self.session.wait(lambda: self.find(role, name, within) is None, f"no {role or 'thing'} {name!r} any more",
                          deadline)

    def press(self, role=None, name=None, within=None, last=False):
        """Presses it as soon as it is there and can be pressed. @last: of several by this name the last one, where
        pages that are out of sight have the others."""
        self._use(lambda node: node.sensitive and (node.do() or True), role, name, within, last)

    def _use(self, use, role, name, within, last=False):
        """Waits until @use is true of it. What was read may be gone a moment later: then it is looked for again."""
        def done():
            found = [node for place in self._places(within) for node in place.find_all(role, name)]
            try:
                return use(found[-1 if last else 0]) if found else None
            except GLib.Error as error:
                if "does not exist" not in error.message:
                    raise
                return None
        where = f" in a {within[0]} {within[1]!r}" if within else ""
        return self.session.wait(done, f"a {role or 'thing'} {name!r}{where} that can be used")

    def select(self, role=None, name=None, within=None):
        self._use(lambda node: node.select() or True, role, name, within)

    def act(self, action):
        """An action of the window, as its menus and shortcuts name it."""
        self.session.wait(lambda: action in self.frame.actions(), f"the action {action}")
        self.frame.do(action)

    def wait_closed(self, name):
        self.session.wait(lambda: not self._places(("dialog", name)), f"no dialog {name!r} any more")

    def type(self, text, role, name, within=None):
        self._use(lambda node: node.type(text) or True, role, name, within)

    def click(self, role, name, within=None, times=1):
        """With the pointer, where the accessible tree has nothing to press: check boxes, the rows of a list."""
        x, y = self._use(lambda node: node.middle(), role, name, within)
        self._xdotool("mousemove", str(x), str(y), "click", "--repeat", str(times), "--delay", "60", "1")

    def double_click(self, role, name, within=None):
        self.click(role, name, within, 2)

    def keys(self, *keys):
        """Pressed one after the other, in the window that was opened last: "Return", "ctrl+f"."""
        self._xdotool("key", *keys)

    def set_active(self, active):
        """Gives the keyboard to the window, or to the empty screen beside it; no window manager does it here."""
        self._xdotool("mousemove", *(("300", "20") if active else ("1395", "945")))
        under = re.search(r"WINDOW=(\d+)", self._xdotool("getmouselocation", "--shell"))
        self._xdotool("windowfocus", under.group(1))

    def close(self):
        """Ends the program as a person does, and wants it to end well."""
        try:
            self.act("window.close")
        except GLib.Error as error:
            # It may be gone before its answer has left it; how it ended is asked next.
            if not error.matches(Gio.dbus_error_quark(), Gio.DBusError.NO_REPLY):
                raise
        self.process.wait(DEADLINE)
        assert self.process.returncode == 0, f"it ended with {self.process.returncode}"


def find_program(name):
    for folder in os.environ.get("SUPERHUB_WINDOW_PATH", "").split(os.pathsep):
        path = os.path.join(folder, name)
        if folder and os.access(path, os.X_OK):
            return path
    raise RuntimeError(f"{name} is not built; SUPERHUB_WINDOW_PATH names the folders to look in")


def run(*scenarios):
    """Runs functions, each in a session of its own, and reports as TAP. A session's bus is the process's, so
    each scenario has a process as well."""
    if len(sys.argv) > 1:
        _run_one(next(s for s in scenarios if s.__name__ == sys.argv[1]))
    print(f"1..{len(scenarios)}", flush=True)
    failed = 0
    for number, scenario in enumerate(scenarios, 1):
        status = subprocess.run([sys.executable, sys.argv[0], scenario.__name__], check=False).returncode
        failed += status != 0
        print(f"{'ok' if status == 0 else 'not ok'} {number} - {scenario.__doc__.strip()}", flush=True)
    sys.exit(1 if failed else 0)


def _run_one(scenario):
    session = Session()
    status = 0
    try:
        scenario(session)
    except Exception:  # pylint: disable=broad-except  # whatever it is, it is reported
        status = 1
        _report(session, scenario.__name__)
    session.end()
    sys.exit(status)


def _report(session, name):
    print("# " + traceback.format_exc().replace("\n", "\n# "))
    try:
        print("# picture: " + session.screenshot("failed-" + name))
        for person, display in session.screens.items():
            print("# picture: " + session.screenshot(f"failed-{name}-{person}", display))
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"# no picture: {error}")
    for file in sorted(os.listdir(session.folder)):
        if file.endswith(".log"):
            with open(os.path.join(session.folder, file), "rb") as stream:
                for line in stream.read()[-3000:].decode(errors="replace").splitlines():
                    print(f"# {file}: {line}")
    sys.stdout.flush()
