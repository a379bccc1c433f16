# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of a desktop that shows notifications, for scenarios that look at them.

GLib speaks to org.gtk.Notifications where there is one, as in GNOME, and else to org.freedesktop.Notifications, as
everywhere else. A Desktop is one of the two, on the bus of one person's desk.
"""

from gi.repository import Gio, GLib

FREEDESKTOP = """<node><interface name="org.freedesktop.Notifications">
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
<arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/></method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/>
<arg type="s" direction="out"/><arg type="s" direction="out"/></method>
<signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
<signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
</interface></node>"""
GTK = """<node><interface name="org.gtk.Notifications">
<method name="AddNotification"><arg type="s" direction="in"/><arg type="s" direction="in"/>
<arg type="a{sv}" direction="in"/></method>
<method name="RemoveNotification"><arg type="s" direction="in"/><arg type="s" direction="in"/></method>
</interface></node>"""
CLOSED_BY_CALL = 3
APPLICATION = "org.superhub.DevTools"
APPLICATION_PATH = "/org/superhub/DevTools"


class Desktop:
    """What is shown is in @shown, by its id; all that ever was, in @history."""

    def __init__(self, address, gnome=False):
        self.gnome = gnome
        self.shown = {}
        self.history = []
        self.connection = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        name = "org.gtk.Notifications" if gnome else "org.freedesktop.Notifications"
        path = "/org/gtk/Notifications" if gnome else "/org/freedesktop/Notifications"
        info = Gio.DBusNodeInfo.new_for_xml(GTK if gnome else FREEDESKTOP).interfaces[0]
        self.connection.register_object(path, info, self._called, None, None)
        self._ask_bus("RequestName", GLib.Variant("(su)", (name, 0)))

    def _ask_bus(self, method, parameters):
        return self.connection.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", method,
                                         parameters, None, Gio.DBusCallFlags.NONE, 20000, None).unpack()

    def _called(self, _connection, _sender, _path, _interface, method, parameters, invocation):
        answer = None
        values = parameters.unpack()
        if method == "Notify":
            number = values[1] or len(self.history) + 1
            self._show(number, values[3], values[4], {"actions": values[5], "hints": values[6], "name": values[0]})
            answer = GLib.Variant("(u)", (number,))
        elif method == "CloseNotification":
            self.shown.pop(values[0], None)
            self.connection.emit_signal(None, "/org/freedesktop/Notifications", "org.freedesktop.Notifications",
                                        "NotificationClosed", GLib.Variant("(uu)", (values[0], CLOSED_BY_CALL)))
        elif method == "GetCapabilities":
            answer = GLib.Variant("(as)", (["actions", "body", "body-markup", "persistence"],))
        elif method == "GetServerInformation":
            answer = GLib.Variant("(ssss)", ("test", "test", "1", "1.2"))
        elif method == "AddNotification":
            self._show(values[1], values[2]["title"], values[2].get("body", ""), {**values[2], "app": values[0]})
        elif method == "RemoveNotification":
            self.shown.pop(values[1], None)
        invocation.return_value(answer)

    def _show(self, number, title, text, more):
        self.shown[number] = {"title": title, "text": text, **more}
        self.history.append(self.shown[number])

    def look(self):
        """What is shown now."""
        context = GLib.MainContext.default()
        while context.iteration(False):
            pass
        return self.shown

    def click(self, number):
        """What a click on the body of a notification does: it is gone, and its default action is called."""
        notification = self.shown.pop(number)
        if self.gnome:
            target = [notification["default-action-target"]] if "default-action-target" in notification else []
            self.activate(notification["default-action"].removeprefix("app."), GLib.Variant("(sss)", target[0]))
            return
        self.connection.emit_signal(None, "/org/freedesktop/Notifications", "org.freedesktop.Notifications",
                                    "ActionInvoked", GLib.Variant("(us)", (number, "default")))

    def activate(self, action, target=None):
        """Calls an action of the application by its name on the bus, which starts it where it does not run."""
        self.connection.call_sync(APPLICATION, APPLICATION_PATH, "org.freedesktop.Application", "ActivateAction",
                                  GLib.Variant("(sava{sv})", (action, [target] if target else [], {})), None,
                                  Gio.DBusCallFlags.NONE, 90000, None)

    def set_activation_environment(self, environment):
        """What programs that the bus starts find."""
        self._ask_bus("UpdateActivationEnvironment", GLib.Variant("(a{ss})", (environment,)))

    def find_process(self):
        """The process that has the application's name, or None."""
        try:
            return self._ask_bus("GetConnectionUnixProcessID", GLib.Variant("(s)", (APPLICATION,)))[0]
        except GLib.Error:
            return None
