"""A fingerprint service for tests: the part of fprintd's D-Bus interface that the app uses, on a private system bus.

Arguments: `unplugged`, `none-enrolled`, or what each look at a finger says, in order, such as `verify-no-match
verify-match`. When they are used up a look waits for `Touch` of the interface `de.rathaus.Test`.
"""

import sys

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

SERVICE = "net.reactivated.Fprint"
DEVICE = SERVICE + ".Device"
MANAGER = SERVICE + ".Manager"
TEST = "de.rathaus.Test"
NOT_DONE = {"verify-retry-scan", "verify-swipe-too-short", "verify-finger-not-centered", "verify-remove-and-retry"}


class Refusal(dbus.DBusException):
    def __init__(self, name):
        super().__init__(name)
        self._dbus_error_name = SERVICE + ".Error." + name


class Manager(dbus.service.Object):
    def __init__(self, bus, plugged):
        super().__init__(bus, "/net/reactivated/Fprint/Manager")
        self.plugged = plugged

    @dbus.service.method(MANAGER, out_signature="o")
    def GetDefaultDevice(self):
        if not self.plugged:
            raise Refusal("NoSuchDevice")
        return dbus.ObjectPath("/net/reactivated/Fprint/Device/0")


class Device(dbus.service.Object):
    def __init__(self, bus, enrolled, script):
        super().__init__(bus, "/net/reactivated/Fprint/Device/0")
        self.enrolled, self.script, self.claimed, self.looking = enrolled, script, False, False

    @dbus.service.method(DEVICE, in_signature="s", out_signature="as")
    def ListEnrolledFingers(self, username):
        if not self.enrolled:
            raise Refusal("NoEnrolledPrints")
        return ["right-index-finger"]

    @dbus.service.method(DEVICE, in_signature="s")
    def Claim(self, username):
        if self.claimed:
            raise Refusal("AlreadyInUse")
        self.claimed = True

    @dbus.service.method(DEVICE)
    def Release(self):
        if not self.claimed:
            raise Refusal("ClaimDevice")
        self.claimed = False

    @dbus.service.method(DEVICE, in_signature="s")
    def VerifyStart(self, finger):
        if not self.claimed:
            raise Refusal("ClaimDevice")
        if self.looking:
            raise Refusal("AlreadyInUse")
        self.looking = True
        GLib.idle_add(self.next)

    @dbus.service.method(DEVICE)
    def VerifyStop(self):
        if not self.looking:
            raise Refusal("NoActionInProgress")
        self.looking = False

    @dbus.service.signal(DEVICE, signature="sb")
    def VerifyStatus(self, result, done):
        pass

    @dbus.service.method(TEST, in_signature="s")
    def Touch(self, result):
        self.say(result)

    @dbus.service.method(TEST, out_signature="bb")
    def State(self):
        return self.claimed, self.looking

    def next(self):
        if not self.looking or not self.script:
            return False
        word = self.script.pop(0)
        self.say(word)
        return word in NOT_DONE

    def say(self, result):
        if result == "service-ends":
            loop.quit()
            return
        self.VerifyStatus(result, result not in NOT_DONE)


DBusGMainLoop(set_as_default=True)
bus = dbus.SystemBus()
name = dbus.service.BusName(SERVICE, bus)
words = sys.argv[1:]
manager = Manager(bus, "unplugged" not in words)
device = Device(bus, "none-enrolled" not in words, [word for word in words if word.startswith(("verify-", "service-"))])
loop = GLib.MainLoop()
print("ready", flush=True)
loop.run()
