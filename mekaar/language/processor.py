"""What this processor can do, looked up without trying it."""

import platform
import subprocess
from collections.abc import Iterable
from pathlib import Path

_INTEL_AND_AMD = {"x86_64", "amd64", "i686", "i386"}
_LINUX_LIST = Path("/proc/cpuinfo")
_MAC_LISTS = ("machdep.cpu.features", "machdep.cpu.leaf7_features")


def missing_flags(needed: Iterable[str]) -> list[str]:
    """Which of these the processor has not; a list that cannot be read counts as having none.

    Only processors of Intel's kind have such flags: on another kind nothing is missing, because
    a library is built for it without them.
    """
    if platform.machine().lower() not in _INTEL_AND_AMD:
        return []
    has = _flags()
    return [flag for flag in needed if flag not in has]


def _flags() -> set[str]:
    if platform.system() == "Darwin":
        return _flags_of_a_mac()
    try:
        listed = _LINUX_LIST.read_text(encoding="ascii", errors="replace")
    except OSError:
        return set()
    return flags_in(listed)


def flags_in(listed: str) -> set[str]:
    """The flags that every core has, in a list as Linux writes it."""
    cores = [
        set(line.partition(":")[2].split())
        for line in listed.splitlines()
        if line.partition(":")[0].strip() == "flags"
    ]
    return set.intersection(*cores) if cores else set()


def _flags_of_a_mac() -> set[str]:
    try:
        told = subprocess.run(  # noqa: S603 (our own words)
            ["/usr/sbin/sysctl", "-n", *_MAC_LISTS],
            capture_output=True,
            text=True,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return set()
    return set(told.stdout.lower().split())
