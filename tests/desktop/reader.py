"""A person with a screen reader: finds things in the window by what the accessibility tree says of them, and presses them.

One command a line on standard input, one JSON answer a line on standard output. Commands: `names` (all roles and names that are shown),
`press NAME`, `focus NAME`. Python and its Atspi come from Debian (python3-gi, gir1.2-atspi-2.0).
"""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

PRESSABLE = {"push button", "button", "link", "page tab", "check box", "list item", "menu item", "option", "toggle button", "radio button", "label"}
FIELDS = {"entry", "text", "password text", "combo box", "text box"}


def walk(node, depth=0):
    if node is None or depth > 60:
        return
    yield node
    try:
        count = node.get_child_count()
    except Exception:
        return
    for at in range(min(count, 2000)):
        try:
            child = node.get_child_at_index(at)
        except Exception:
            continue
        yield from walk(child, depth + 1)


def everything():
    desktop = Atspi.get_desktop(0)
    for node in walk(desktop):
        try:
            yield node, node.get_role_name(), node.get_name() or text(node)
        except Exception:
            continue


def text(node):
    """What a piece of text says; what is embedded in it stands for itself."""
    if "Text" not in node.get_interfaces():
        return ""
    length = Atspi.Text.get_character_count(node)
    return Atspi.Text.get_text(node, 0, min(length, 5000)).replace("\ufffc", "").strip()


def shown(node):
    try:
        states = node.get_state_set()
        return states.contains(Atspi.StateType.SHOWING)
    except Exception:
        return False


def find(wanted, roles):
    best = None
    for node, role, name in everything():
        if role not in roles or not shown(node):
            continue
        if name.strip() == wanted:
            return node
        if best is None and wanted in name:
            best = node
    return best


def answer(line):
    word, _, rest = line.partition(" ")
    if word == "names":
        return [[role, name] for node, role, name in everything() if name and shown(node)]
    if word == "press":
        node = find(rest, PRESSABLE)
        if node is None:
            return False
        return bool(Atspi.Action.do_action(node, 0))
    if word == "focus":
        node = find(rest, FIELDS)
        return bool(node and Atspi.Component.grab_focus(node))
    return None


for line in sys.stdin:
    try:
        said = answer(line.rstrip("\n"))
    except Exception as error:  # the tree changes while it is looked at
        said = {"error": str(error)}
    print(json.dumps(said), flush=True)
