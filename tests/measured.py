"""Runs a command, and says on the last line of stderr what it took: `python measured.py SECONDS PROGRAM ARGUMENTS…`.

A process of its own, so that the largest of its children is the largest of that command's processes, workers among
them, and nobody else's.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time

began = time.monotonic()
done = subprocess.run(sys.argv[2:], check=False, timeout=float(sys.argv[1]))
took = time.monotonic() - began
used = resource.getrusage(resource.RUSAGE_CHILDREN)
report = {"seconds": took, "cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss * 1024}
sys.stderr.write(f"\n{json.dumps(report)}\n")
sys.exit(done.returncode)
