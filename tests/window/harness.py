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

# Seconds: generous, for a machine that compiles something else meanwhile.
DEADLINE = int(os.environ.get("TEST_DEADLINE", "60"))
# How often the accessible tree is asked. It tells of some changes by events and of others not at all.
POLL = 0.1
# The tree of a window is some 20 deep; deeper is a loop.
MAX_DEPTH = 60


class Session:
    """An X server, a D-Bus session and home folders that end with the test."""

    def __init__(self, size="1400x950"):
        self.folder = tempfile.mkdtemp(prefix="superhub-window-")
        self.children = []
        # Scenarios run one by one, and each ends all it began.
        atexit.register(self.end)
        for name in ("home", "runtime"):
            os.mkdir(os.path.join(self.folder, name), 0o700)
        home = os.path.join(self.folder, "home")
        self.projects = os.path.join(self.folder, "projects")
        os.mkdir(self.projects)
        environment = {
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
            # A critical message is a failure, as in the other tests; warnings of the drivers are not.
            "G_DEBUG": "gc-friendly,fatal-criticals",
        }
        os.environ.update(environment)
        for name in ("WAYLAND_DISPLAY", "NO_AT_BRIDGE", "SUPERHUB_TOKEN", "SUPERHUB_SERVER"):
            os.environ.pop(name, None)
        self._start_display(size)
        self._start_bus()
        # Only now: the library connects to the bus it finds when it is loaded.
        import gi
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi, GLib
        self.atspi = Atspi
        self.context = GLib.MainContext.default()
        Atspi.init()

    def _start_display(self, size):
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
        os.environ["DISPLAY"] = ":" + number

    def _start_bus(self):
        bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address"],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.children.append(bus)
        address = bus.stdout.readline().strip()
        if not address:
            raise RuntimeError("dbus-daemon did not start")
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = address

    def copy_project(self, source, name):
        """A copy that the scenario may change."""
        target = os.path.join(self.projects, name)
        shutil.copytree(source, target)
        return target

    def screenshot(self, name):
        folder = os.environ.get("TEST_SCREENSHOTS", self.folder)
        os.makedirs(folder, exist_ok=True)
        path = os.path.join(folder, name + ".png")
        subprocess.run(["import", "-window", "root", path], check=True)
        return path

    def wait(self, condition, what, deadline=DEADLINE):
        """The first true answer of @condition; fails with @what when none comes."""
        end = time.monotonic() + deadline
        while True:
            while self.context.iteration(False):
                pass
            try:
                answer = condition()
            except Exception as error:      # a node can vanish while it is asked
                if not _vanished(error):
                    raise
                answer = None
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
        """The platform that the program started outlives its window; the scenario's is ours to end."""
        for entry in os.listdir("/proc"):
            if not entry.isdigit():
                continue
            try:
                with open(f"/proc/{entry}/cmdline", "rb") as stream:
                    line = stream.read().decode(errors="replace")
            except OSError:
                continue
            if self.folder in line and line.split("\0")[0].endswith("superhubd"):
                try:
                    os.kill(int(entry), signal.SIGTERM)
                except ProcessLookupError:
                    pass


def _vanished(error):
    from gi.repository import GLib
    return isinstance(error, GLib.Error)


def _end_process(child):
    if child.poll() is not None:
        return
    child.terminate()
    try:
        child.wait(10)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


class Node:
    """One accessible object."""

    def __init__(self, session, accessible):
        self.session = session
        self.accessible = accessible

    @property
    def role(self):
        return self.accessible.get_role_name()

    @property
    def name(self):
        return _clean(self.accessible.get_name() or "")

    @property
    def text(self):
        """What stands in a text, or else the name."""
        iface = self.accessible.get_text_iface()
        if iface is None:
            return self.name
        # An end of -1 answers nothing here.
        return iface.get_text(0, iface.get_character_count())

    def has_state(self, state):
        return self.accessible.get_state_set().contains(state)

    @property
    def visible(self):
        """GTK 4.8 tells whether a widget is hidden, not whether the page it is on is in sight."""
        return self.has_state(self.session.atspi.StateType.VISIBLE)

    @property
    def sensitive(self):
        return self.has_state(self.session.atspi.StateType.SENSITIVE)

    def children(self):
        for i in range(self.accessible.get_child_count()):
            child = self.accessible.get_child_at_index(i)
            if child is not None:
                yield Node(self.session, child)

    def walk(self, depth=0):
        if depth > MAX_DEPTH:
            return
        for child in self.children():
            if not child.visible:
                continue
            yield child
            yield from child.walk(depth + 1)

    def find_all(self, role=None, name=None):
        return [node for node in self.walk() if _matches(node, role, name)]

    def find(self, role=None, name=None):
        return next((node for node in self.walk() if _matches(node, role, name)), None)

    def wait_for(self, role=None, name=None, deadline=DEADLINE):
        return self.session.wait(lambda: self.find(role, name), f"a {role or 'thing'} named {name!r}", deadline)

    def wait_gone(self, role=None, name=None, deadline=DEADLINE):
        self.session.wait(lambda: self.find(role, name) is None, f"no {role or 'thing'} named {name!r} any more",
                          deadline)

    def wait_sensitive(self):
        self.session.wait(lambda: self.sensitive, f"{self.name!r} can be pressed")
        return self

    def actions(self):
        iface = self.accessible.get_action_iface()
        return [] if iface is None else [iface.get_action_name(i) for i in range(iface.get_n_actions())]

    def activate(self, action):
        """Calls an action by its name: those of a window are named as in its menus."""
        names = self.session.wait(lambda: action in self.actions() and self.actions(), f"the action {action}")
        assert self.accessible.get_action_iface().do_action(names.index(action)), f"{action} was refused"

    def press(self):
        """Clicks a button, a row, a menu item: the first thing it can do."""
        self.wait_sensitive()
        assert self.accessible.get_action_iface().do_action(0), f"{self.name!r} was not pressed"

    def select(self):
        """Chooses a row in its list, a tab in its bar."""
        parent = self.accessible.get_parent()
        index = self.accessible.get_index_in_parent()
        assert parent.get_selection_iface().select_child(index), f"{self.name!r} was not selected"

    def type(self, text):
        assert self.accessible.get_editable_text_iface().set_text_contents(text), f"{self.name!r} takes no text"

    def dump(self, depth=0, limit=400):
        lines = []
        for node in self.walk():
            lines.append(f"{node.role!r} {node.name!r} {node.actions()[:3]}")
            if len(lines) >= limit:
                lines.append("…")
                break
        return "\n".join(lines)


def _clean(name):
    """GTK 4.8 names a button with a mnemonic "_Save Save": once is enough."""
    half, rest = name[:len(name) // 2].replace("_", ""), name[len(name) // 2:].lstrip()
    return rest if half.strip() == rest else name


def _matches(node, role, name):
    if role is not None and node.role != role:
        return False
    if name is None:
        return True
    if isinstance(name, re.Pattern):
        return name.search(node.name) is not None or name.search(node.text) is not None
    return node.name == name


class App:
    """A program under test."""

    def __init__(self, session, program, *arguments):
        self.session = session
        path = _find_program(program)
        self.log = open(os.path.join(session.folder, os.path.basename(program) + ".log"), "w+b")
        self.process = subprocess.Popen([path, *arguments], stdout=self.log, stderr=subprocess.STDOUT)
        session.children.append(self.process)
        self.frame = session.wait(self._find_frame, f"the window of {program}")

    def _find_frame(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the program ended with {self.process.returncode}:\n{self.tail()}")
        desktop = self.session.atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(i)
            if application is None or application.get_process_id() != self.process.pid:
                continue
            # What was asked once may have changed since.
            if not os.environ.get("XC"): application.set_cache_mask(self.session.atspi.Cache.NONE)
            for node in Node(self.session, application).children():
                if node.role in ("frame", "window"):
                    return node
        return None

    @property
    def application(self):
        return Node(self.session, self.frame.accessible.get_application())

    def dialog(self, name=None):
        """The dialog in sight (named @name), once there is one."""
        def look():
            for node in self.application.walk():
                if node.role in ("dialog", "alert") and (name is None or node.find(name=name) is not None
                                                         or _matches(node, None, name)):
                    return node
            return None
        return self.session.wait(look, f"a dialog {name!r}")

    def tail(self, n=4000):
        self.log.flush()
        with open(self.log.name, "rb") as stream:
            return stream.read()[-n:].decode(errors="replace")

    def close(self):
        """Ends the program as a person does, and wants it to end well."""
        self.frame.activate("window.close")
        self.process.wait(DEADLINE)
        assert self.process.returncode == 0, f"it ended with {self.process.returncode}:\n{self.tail()}"


def _find_program(name):
    for folder in os.environ.get("SUPERHUB_WINDOW_PATH", "").split(os.pathsep):
        path = os.path.join(folder, name)
        if folder and os.access(path, os.X_OK):
            return path
    raise RuntimeError(f"{name} is not built; SUPERHUB_WINDOW_PATH names the folders to look in")


def run(scenarios):
    """Runs functions of one Session each, and reports as TAP."""
    print(f"1..{len(scenarios)}", flush=True)
    failed = 0
    for number, scenario in enumerate(scenarios, 1):
        title = scenario.__doc__.strip().splitlines()[0]
        session = Session()
        try:
            scenario(session)
            print(f"ok {number} - {title}", flush=True)
        except Exception:
            failed += 1
            _report(session, scenario.__name__)
            print(f"not ok {number} - {title}", flush=True)
        finally:
            session.end()
    sys.exit(1 if failed else 0)


def _report(session, name):
    for line in traceback.format_exc().splitlines():
        print("# " + line)
    try:
        print("# picture: " + session.screenshot("failed-" + name))
    except Exception as error:
        print(f"# no picture: {error}")
    for file in sorted(os.listdir(session.folder)):
        if file.endswith(".log"):
            with open(os.path.join(session.folder, file), "rb") as stream:
                for line in stream.read()[-3000:].decode(errors="replace").splitlines():
                    print(f"# {file}: {line}")
