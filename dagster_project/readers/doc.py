"""An old Word document (DOC, RTF) → a document that can be read, by a converter installed on the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from dagster_project.document import UnreadableFileError

TIMEOUT = 120
_OFFICE = ("soffice", "libreoffice")


def converted(content: bytes, suffix: str, target: str = "docx") -> tuple[bytes, str]:
    """The document as DOCX or XLSX (or as text where only antiword is there), and which of these it is."""
    office = next((path for name in _OFFICE if (path := shutil.which(name))), None)
    antiword = shutil.which("antiword") if suffix == "doc" else None
    if office is None and antiword is None:
        reason = f"reading a {suffix.upper()} file needs LibreOffice (soffice) or antiword, and neither is installed"
        raise UnreadableFileError("converter_missing", reason)
    with tempfile.TemporaryDirectory(prefix="ogi-doc-") as folder:
        source = Path(folder) / f"report.{suffix}"
        source.write_bytes(content)
        if office is not None:
            return _by_office(office, source, target), target
        assert antiword is not None
        return _run([antiword, "-m", "UTF-8.txt", "-w", "0", str(source)], folder), "txt"


def _by_office(office: str, source: Path, target: str) -> bytes:
    folder = source.parent
    profile = (folder / "profile").as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", target]
    _run([*command, "--outdir", str(folder), str(source)], str(folder))
    result = source.with_suffix(f".{target}")
    if not result.exists():
        raise UnreadableFileError("truncated", "the converter could not read the document: it is cut off or damaged")
    return result.read_bytes()


def _run(command: list[str], folder: str) -> bytes:
    environment = {**os.environ, "HOME": folder}
    try:
        done = subprocess.run(command, capture_output=True, timeout=TIMEOUT, check=False, env=environment, cwd=folder)
    except (subprocess.TimeoutExpired, OSError) as error:
        reason = f"the converter did not finish ({type(error).__name__})"
        raise UnreadableFileError("truncated", reason) from error
    if done.returncode != 0:
        raise UnreadableFileError("truncated", f"the converter failed with exit code {done.returncode}")
    return done.stdout
