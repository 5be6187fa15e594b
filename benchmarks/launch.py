"""Runs one command and says what it took: `python -S launch.py RESULT COMMAND…`.

A small process of its own: Linux counts the memory of whoever starts a command as the command's at first.
"""

import os
import sys
import time

result, *command = sys.argv[1:]
began = time.monotonic()
process = os.posix_spawnp(command[0], command, os.environ)
_, status, usage = os.wait4(process, 0)
wall = time.monotonic() - began
with open(result, "w") as file:  # noqa: PTH123  pathlib would make this process a larger one
    file.write(f"{os.waitstatus_to_exitcode(status)} {usage.ru_utime + usage.ru_stime} {wall} {usage.ru_maxrss / 1024}")
