# SPDX-License-Identifier: GPL-3.0-or-later
"""The accessible tree of a program, read over its bus.

A window has a thousand nodes, and each question about one is a round trip. So a whole level of the tree is
asked at once, and nothing is kept between two readings: what is read is what stands there now.
"""

import re

from gi.repository import Gio, GLib

ACCESSIBLE = "org.a11y.atspi.Accessible"
ACTION = "org.a11y.atspi.Action"
TEXT = "org.a11y.atspi.Text"
EDITABLE = "org.a11y.atspi.EditableText"
SELECTION = "org.a11y.atspi.Selection"
COMPONENT = "org.a11y.atspi.Component"
PROPERTIES = "org.freedesktop.DBus.Properties"
ROOT = "/org/a11y/atspi/accessible/root"
REGISTRY = "org.a11y.atspi.Registry"
# The tree of a window is some 40 deep; deeper is a loop.
MAX_DEPTH = 80
# Milliseconds for one answer. The program may be busy compiling.
PATIENCE = 20000
STATE_SENSITIVE = 24
STATE_VISIBLE = 30
STATE_CHECKED = 4


class Bus:
    """The bus that assistive technology speaks on."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None,
                                    Gio.DBusCallFlags.NONE, PATIENCE, None).unpack()[0]
        self.connection = Gio.DBusConnection.new_for_address_sync(
            self.address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)

    def call(self, owner, path, interface, method, signature=None, *arguments):
        parameters = GLib.Variant(signature, arguments) if signature else None
        return self.connection.call_sync(owner, path, interface, method, parameters, None,
                                         Gio.DBusCallFlags.NONE, PATIENCE, None).unpack()

    def call_all(self, calls):
        """The answers to many questions, None for those not answered; asked before any answer is awaited."""
        answers = [None] * len(calls)
        waiting = [len(calls)]

        def done(connection, result, index):
            try:
                answers[index] = connection.call_finish(result).unpack()
            except GLib.Error:
                pass
            waiting[0] -= 1

        for index, (owner, path, interface, method, parameters) in enumerate(calls):
            self.connection.call(owner, path, interface, method, parameters, None, Gio.DBusCallFlags.NONE, PATIENCE,
                                 None, done, index)
        context = GLib.MainContext.default()
        while waiting[0] > 0:
            context.iteration(True)
        return answers

    def application(self, pid):
        """The program with this process id, or None while it has not come."""
        for owner, path in self.call(REGISTRY, ROOT, ACCESSIBLE, "GetChildren")[0]:
            try:
                answer = self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                   "GetConnectionUnixProcessID", "(s)", owner)
            except GLib.Error:
                continue
            if answer[0] == pid:
                return Node(self, owner, path)
        return None


class Node:
    """One accessible object, as it was when it was read."""

    def __init__(self, bus, owner, path, role="", name="", states=0):
        self.bus = bus
        self.owner = owner
        self.path = path
        self.role = role
        self.name = name
        self.states = states
        self.nodes = []

    def ask(self, interface, method, signature=None, *arguments):
        return self.bus.call(self.owner, self.path, interface, method, signature, *arguments)

    def get_property(self, interface, name):
        return self.ask(PROPERTIES, "Get", "(ss)", interface, name)[0]

    @property
    def sensitive(self):
        return bool(self._read_states() >> STATE_SENSITIVE & 1)

    @property
    def checked(self):
        return bool(self._read_states() >> STATE_CHECKED & 1)

    def _read_states(self):
        return _states(self.ask(ACCESSIBLE, "GetState")[0])

    @property
    def text(self):
        return self.ask(TEXT, "GetText", "(ii)", 0, self.get_property(TEXT, "CharacterCount"))[0]

    def read(self, deepest=MAX_DEPTH):
        """Reads everything below the node that is not hidden. GTK 4.8 tells whether a widget is hidden, not
        whether the page it is on is in sight."""
        level, depth = [self], 0
        while level and depth < deepest:
            children = self.bus.call_all([(n.owner, n.path, ACCESSIBLE, "GetChildren", None) for n in level])
            found = []
            for node, answer in zip(level, children):
                node.nodes = [Node(node.bus, *each) for each in (answer[0] if answer else [])]
                found += node.nodes
            self._describe(found)
            for node in level:
                node.nodes = [n for n in node.nodes if n.states >> STATE_VISIBLE & 1]
            level = [n for node in level for n in node.nodes]
            depth += 1
        return self

    def _describe(self, nodes):
        name = GLib.Variant("(ss)", (ACCESSIBLE, "Name"))
        calls = []
        for node in nodes:
            calls += [(node.owner, node.path, ACCESSIBLE, "GetRoleName", None),
                      (node.owner, node.path, PROPERTIES, "Get", name),
                      (node.owner, node.path, ACCESSIBLE, "GetState", None)]
        answers = iter(self.bus.call_all(calls))
        for node in nodes:
            role, name, states = next(answers), next(answers), next(answers)
            node.role = role[0] if role else ""
            node.name = _clean(name[0]) if name else ""
            node.states = _states(states[0]) if states else 0

    def walk(self):
        for node in self.nodes:
            yield node
            yield from node.walk()

    def find_all(self, role=None, name=None):
        return [node for node in self.walk() if node.matches(role, name)]

    def find(self, role=None, name=None):
        return next((node for node in self.walk() if node.matches(role, name)), None)

    def matches(self, role, name):
        if role is not None and self.role != role:
            return False
        if isinstance(name, re.Pattern):
            return name.search(self.name) is not None
        return name is None or self.name == name

    def actions(self):
        try:
            return [action[0] for action in self.ask(ACTION, "GetActions")[0]]
        except GLib.Error:
            return []

    def do(self, action=None):
        """Calls an action by its name; without one the first, which is to press, to choose, to open."""
        names = self.actions()
        if not names:
            # Asked again: what went away between two questions says so, what has no actions answers.
            self._read_states()
        if not names or (action is not None and action not in names):
            raise AssertionError(f"{self} cannot {action or 'be pressed'}: it has {names}")
        if not self.ask(ACTION, "DoAction", "(i)", names.index(action) if action else 0)[0]:
            raise AssertionError(f"{self} refused {action or 'to be pressed'}")

    def middle(self):
        """Where on the screen it is, for a pointer."""
        x, y, width, height = self.ask(COMPONENT, "GetExtents", "(u)", 0)[0]
        return x + width // 2, y + height // 2

    def type(self, text):
        """Replaces what stands in a field."""
        if not self.ask(EDITABLE, "SetTextContents", "(s)", text)[0]:
            raise AssertionError(f"{self} takes no text")

    def insert(self, position, text):
        """Adds to a text as typing does; replacing all of it would count as loading it."""
        if not self.ask(EDITABLE, "InsertText", "(isi)", position, text, len(text.encode()))[0]:
            raise AssertionError(f"{self} takes no text")

    def delete(self, start, end):
        if not self.ask(EDITABLE, "DeleteText", "(ii)", start, end)[0]:
            raise AssertionError(f"{self} keeps its text")

    def select(self):
        """Chooses a row in its list, a tab in its bar."""
        index = self.ask(ACCESSIBLE, "GetIndexInParent")[0]
        owner, path = self.get_property(ACCESSIBLE, "Parent")
        if not self.bus.call(owner, path, SELECTION, "SelectChild", "(i)", index)[0]:
            raise AssertionError(f"{self} was not chosen")

    def dump(self, indent=0):
        lines = []
        for node in self.nodes:
            lines.append(" " * indent + repr(node))
            lines += node.dump(indent + 1)
        return lines

    def __repr__(self):
        return f"{self.role} “{self.name}”"


def _states(words):
    return words[0] | words[1] << 32


def _clean(name):
    """GTK 4.8 names a button with a mnemonic "_Save Save": once is enough."""
    half, rest = name[:len(name) // 2 + 1].replace("_", ""), name[len(name) // 2 + 1:].strip()
    return rest if rest and half.strip() == rest else name
