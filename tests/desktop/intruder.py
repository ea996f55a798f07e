"""Another program of the same person: tries to read each process whose number it is given, in every way the kernel offers, and says how it went.

ptrace(2), process_vm_readv(2), proc(5). One JSON object on standard output: {"pid": {"way": "refused" | "read"}}.
"""

import ctypes
import json
import os
import sys

libc = ctypes.CDLL(None, use_errno=True)
PTRACE_SEIZE, PTRACE_DETACH = 0x4206, 17


class Part(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


def first_mapping(pid):
    with open(f"/proc/{pid}/maps") as maps:
        return int(maps.readline().split("-")[0], 16)


def by_file(pid):
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        memory.seek(first_mapping(pid))
        return len(memory.read(16)) == 16


def by_call(pid, at):
    buffer = ctypes.create_string_buffer(16)
    here, there = Part(ctypes.addressof(buffer), 16), Part(at, 16)
    got = libc.process_vm_readv(pid, ctypes.byref(here), 1, ctypes.byref(there), 1, 0)
    if got < 0:
        raise OSError(ctypes.get_errno(), "process_vm_readv")
    return True


def by_trace(pid):
    libc.ptrace.restype = ctypes.c_long
    if libc.ptrace(PTRACE_SEIZE, pid, None, None) != 0:
        raise OSError(ctypes.get_errno(), "ptrace")
    libc.ptrace(PTRACE_DETACH, pid, None, None)
    return True


def environment(pid):
    with open(f"/proc/{pid}/environ", "rb") as environ:
        return len(environ.read()) > 0


def files(pid):
    return len(os.listdir(f"/proc/{pid}/fd")) >= 0


found = {}
for pid in map(int, sys.argv[1:]):
    try:
        at = first_mapping(pid)
    except OSError:
        at = 0x10000
    ways = {"mem": by_file, "process_vm_readv": lambda pid: by_call(pid, at), "ptrace": by_trace, "environ": environment, "fd": files}
    found[pid] = {}
    for name, way in ways.items():
        try:
            found[pid][name] = "read" if way(pid) else "nothing"
        except OSError as error:
            found[pid][name] = "refused" if error.errno in (1, 13) else f"error {error.errno}"
print(json.dumps(found))
