"""A dbt process that loads and parses while the rest of a refresh loads, and builds when it is asked to.

A refresh starts it first of all. `dbt_command.py`, which Dagster runs for dbt, hands its arguments over to it and shows
what it prints; without such a process the command is dbt itself. It serves one command and ends with who started it.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

from dagster_project.resources import DBT, Places, models_fingerprint, places

ADDRESS = "OGI_DBT_AHEAD"
PARSED = b"parsed\n"
BACKLOG = 1
PARTIAL = "partial_parse.msgpack"

_running: subprocess.Popen[bytes] | None = None


class UnparsableProjectError(Exception):
    """The dbt project cannot be parsed; the message is dbt's."""


@contextmanager
def dbt_ahead(here: Places) -> Iterator[None]:
    """Within the block a dbt process is at work on the manifest; after it, none is left."""
    global _running
    here.dbt.mkdir(parents=True, exist_ok=True)
    address = here.dbt / f"ahead-{os.getpid()}.sock"
    _running = subprocess.Popen(
        [sys.executable, "-m", __name__, str(address)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    os.environ[ADDRESS] = str(address)
    try:
        yield
    finally:
        del os.environ[ADDRESS]
        _running.kill()
        _running.communicate()
        _running = None
        address.unlink(missing_ok=True)


def manifest_made(here: Places) -> None:
    """The manifest of the project as it is lies under data/; raises when there can be none."""
    if _running is not None and _running.stdout is not None and not is_made(here):
        _running.stdout.readline()
    if not is_made(here):
        parse(here)


def command_over() -> None:
    """The process that served dbt's command, if one did, has let go of the build file."""
    if _running is not None:
        _running.wait()


def is_made(here: Places) -> bool:
    """Whether there is a manifest of the project as it is now."""
    made_of = here.dbt / "made_of"
    is_there = made_of.exists() and (here.dbt / "manifest.json").exists()
    return is_there and made_of.read_text() == models_fingerprint()


def parse(here: Places) -> Any:
    """dbt's manifest, which now lies under data/ too; whoever reads there finds a whole one."""
    made_of = here.dbt / "made_of"
    for folder in (here.dbt, here.build.parent):
        folder.mkdir(parents=True, exist_ok=True)
    if is_made(here):
        return _parsed(here.dbt, "--no-write-json")
    fingerprint = models_fingerprint()
    with TemporaryDirectory(dir=here.dbt, prefix="parsing-") as name:
        draft = Path(name)
        if (here.dbt / PARTIAL).exists():
            shutil.copy(here.dbt / PARTIAL, draft)
        manifest = _parsed(draft)
        made_of.unlink(missing_ok=True)
        for file in ("manifest.json", PARTIAL):
            (draft / file).replace(here.dbt / file)
    made_of.write_text(fingerprint)
    return manifest


def _parsed(target: Path, *more: str) -> Any:
    from dbt.cli.main import dbtRunner

    with chdir(DBT):  # what dbt keeps of seeds is relative to where it ran
        parsed = dbtRunner().invoke(["parse", "--quiet", "--target-path", str(target), *more])
    if not parsed.success:
        raise UnparsableProjectError(f"the dbt project cannot be parsed: {parsed.exception}")
    return parsed.result


def serve(address: Path) -> None:
    """One command of `dbt_command.py` is run with the manifest that was parsed meanwhile."""
    tell = os.dup(1)
    os.dup2(2, 1)
    Thread(target=_end_with_parent, daemon=True).start()
    here = places()
    with socket.socket(socket.AF_UNIX) as door:
        with chdir(address.parent):  # an address of a socket is short
            door.bind(address.name)
        door.listen(BACKLOG)
        manifest = parse(here)
        os.write(tell, PARSED)
        caller, _ = door.accept()
    with caller:
        _, (screen, *_), _, _ = socket.recv_fds(caller, 1, 1)
        asked = json.loads(caller.makefile("rb").readline())
        if is_made(here):
            os.dup2(screen, 1)
            os.dup2(screen, 2)
            os.close(screen)
            caller.sendall(_run(asked, manifest))


def _run(asked: dict[str, Any], manifest: Any) -> bytes:
    """The exit code of the command that was asked for, in the environment of who asks."""
    from dbt.cli.main import dbtRunner

    os.environ.update(asked["environment"])
    with chdir(asked["folder"]):
        done = dbtRunner(manifest=manifest).invoke(asked["arguments"])
    if done.exception is not None:
        print(done.exception, flush=True)
        return b"2"
    return b"0" if done.success else b"1"


def _end_with_parent() -> None:
    """Whoever started this process holds its input open until he ends, however that comes."""
    os.read(0, 1)
    os._exit(1)


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
