"""What befalls a store in more than one suite."""

import contextlib
import subprocess
import time

from scenario import Skip


@contextlib.contextmanager
def small_disk(t, size):
    folder = t.dir / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=False,
                             capture_output=True, text=True)
    if mounted.returncode:
        raise Skip(f"no file system can be mounted here: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def wait_for_writer(t):
    """Until somebody holds the writer's lock."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if t.sql("SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND granted")[0][0] != "0":
            return
    raise AssertionError("the import never began to write")
