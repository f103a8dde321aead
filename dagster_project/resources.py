"""Where things are: the folders of a run, the codebook, what a parse depends on; the only reader of the environment."""

from __future__ import annotations

import csv
import gc
import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dagster_project.parsers.codebook import Codebook

PROJECT = Path(__file__).resolve().parents[1]
PACKAGE = PROJECT / "dagster_project"
DBT = PROJECT / "dbt"
DBT_COMMAND = PACKAGE / "dbt_command.py"
SEEDS = DBT / "seeds"
EXPECTATIONS = PROJECT / "expectations"

# What reading never asks for: an edit of these is no reason to read a report again.
SEEDS_OF_MARTS = frozenset(
    {
        *("identities", "identity_exclusions", "identity_members", "identity_scopes", "identity_terms", "waivers"),
        *("series", "series_bridges", "known_breaks", "statutory_forms", "unprinted_units", "outside_the_regulation"),
    }
)

FIRST_YEAR = 2008
TIMEZONE = "Asia/Shanghai"
SECONDS_PER_FILE = 180.0
BYTES_PER_WORKER = 6 << 30
OBJECTS_BETWEEN_COLLECTIONS = 2000

QUIET = {
    "DAGSTER_DISABLE_TELEMETRY": "true",
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    "DBT_VERSION_CHECK": "false",
    "DBT_LOG_LEVEL_FILE": "info",
    "DO_NOT_TRACK": "1",
    "GX_ANALYTICS_ENABLED": "false",
}
READING_LIBRARIES = (
    "selectolax",
    "pdfplumber",
    "pdfminer.six",
    "pypdfium2",
    "python-docx",
    "fastexcel",
    "openpyxl",
    "charset-normalizer",
    "rapidocr",
    "onnxruntime",
)


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of a run: raw is read and never written, everything made lies under data."""

    raw: Path
    data: Path

    @property
    def staging(self) -> Path:
        """The Parquet tables that the parsers fill and dbt reads."""
        return self.data / "staging"

    @property
    def register(self) -> Path:
        """What was seen in raw/, one Parquet file a year."""
        return self.data / "register"

    @property
    def versions(self) -> Path:
        """The bytes of every version of every file, each under its sha256."""
        return self.data / "versions"

    @property
    def build(self) -> Path:
        """The DuckDB file in which dbt builds, as dbt/profiles.yml names it; no reader opens it."""
        return self.data / "build" / "ogi.duckdb"

    @property
    def data_docs(self) -> Path:
        """The last judgement as pages to open in a browser."""
        return self.data / "data_docs"

    @property
    def candidate(self) -> Path:
        """The copy that is judged and, when it passes, renamed over the published file; named as that is."""
        return self.data / "warehouse" / "candidate" / "ogi.duckdb"

    @property
    def dbt(self) -> Path:
        """What dbt writes of itself: manifest, compiled models, log."""
        return self.data / ".dbt"

    @property
    def published(self) -> Path:
        """The DuckDB file that readers open."""
        return self.data / "warehouse" / "ogi.duckdb"

    @property
    def lock(self) -> Path:
        """Held by whoever writes staging tables, builds, judges or publishes."""
        return self.data / ".lock"

    @property
    def releases(self) -> Path:
        """One folder a release, named after what it was made from."""
        return self.data / "releases"

    @property
    def log(self) -> Path:
        """What the libraries printed during the last refresh from the command line."""
        return self.data / "refresh.log"

    @property
    def dagster_home(self) -> Path:
        """Where Dagster keeps runs and events, unless DAGSTER_HOME says otherwise."""
        return Path(os.environ.get("DAGSTER_HOME") or self.data / ".dagster")


def places() -> Places:
    """The folders named by OGI_RAW and OGI_DATA, or raw/ and data/ of the project."""
    return Places(
        raw=Path(os.environ.get("OGI_RAW") or PROJECT / "raw").resolve(),
        data=Path(os.environ.get("OGI_DATA") or PROJECT / "data").resolve(),
    )


def settle(here: Places) -> None:
    """The environment names these folders, finds dbt and sends nothing, here and in the processes started from here."""
    os.environ["OGI_RAW"] = str(here.raw)
    os.environ["OGI_DATA"] = str(here.data)
    os.environ["DBT_TARGET_PATH"] = os.environ["DBT_LOG_PATH"] = str(here.dbt)
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    os.environ.update(QUIET)


def instance_folder(here: Places) -> Path:
    """The folder of runs and events exists, with the instance settings that the project ships unless it has its own."""
    home = here.dagster_home
    home.mkdir(parents=True, exist_ok=True)
    if not (home / "dagster.yaml").exists():
        shutil.copyfile(PROJECT / "dagster.yaml", home / "dagster.yaml")
    return home


@contextmanager
def exclusive(here: Places, waiting: Callable[[], object] = lambda: None) -> Iterator[None]:
    """No other process stages, builds, judges or publishes meanwhile; a process that dies lets go.

    Who holds it may ask for it again. `waiting` is called once when somebody else holds it.
    """
    from filelock import FileLock, Timeout

    here.data.mkdir(parents=True, exist_ok=True)
    lock = FileLock(here.lock, is_singleton=True)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        waiting()
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def duckdb_settings(warehouse: Path) -> dict[str, str | bool | int | float | list[str]]:
    """What DuckDB may take where it publishes or judges, as dbt/profiles.yml says; it spills beside the file."""
    import yaml

    profile = yaml.safe_load((DBT / "profiles.yml").read_text(encoding="utf-8"))["ogi"]["outputs"]["build"]
    return {**profile["settings"], "temp_directory": f"{warehouse}.tmp"}


def speaks_chinese() -> bool:
    """Whether the person at the terminal has chosen Chinese as the language of messages."""
    chosen = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next((value for value in chosen if value), "").lower().startswith("zh")


class SeedTables(Mapping[str, Sequence[Mapping[str, str]]]):
    """The CSV files of a folder by their stems, each read when it is first asked for; the hidden ones are not there."""

    def __init__(self, folder: Path, hidden: Set[str] = frozenset()) -> None:
        self._folder = folder
        self._hidden = hidden
        self._tables: dict[str, list[dict[str, str]]] = {}

    @cached_property
    def _paths(self) -> dict[str, Path]:
        return {path.stem: path for path in sorted(self._folder.rglob("*.csv")) if path.stem not in self._hidden}

    def __getitem__(self, name: str) -> Sequence[Mapping[str, str]]:
        if name not in self._tables:
            with self._paths[name].open(encoding="utf-8", newline="") as lines:
                self._tables[name] = list(csv.DictReader(lines))
        return self._tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def load_codebook() -> Codebook:
    """The codebook as dbt/seeds holds it."""
    return _codebook(SeedTables(SEEDS))


def reading_codebook() -> Codebook:
    """The codebook without the seeds that an edit of must not make a report be read again."""
    return _codebook(SeedTables(SEEDS, SEEDS_OF_MARTS))


def _codebook(tables: SeedTables) -> Codebook:
    """The codebook of these seeds. From now on the process looks for cycles once in 2,000 new objects, as Python does
    by itself from 3.13 on.

    A report makes a thousand, none of them in a cycle: with the 700 of Python 3.11 the collector took 3 to 5 % of the
    time of a web page.
    """
    from dagster_project.parsers.codebook import Codebook

    if 0 < gc.get_threshold()[0] < OBJECTS_BETWEEN_COLLECTIONS:
        gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    return Codebook.from_tables(tables)


def reading_fingerprint() -> str:
    """A digest of what decides how a file is read: reader, parser and staging code, its seeds, libraries, converter."""
    code = [PACKAGE / "records.py", PACKAGE / "document.py", *(PACKAGE / "staging").glob("*.py")]
    code += [path for room in ("readers", "parsers") for path in (PACKAGE / room).rglob("*.py")]
    converter = shutil.which("soffice") or shutil.which("libreoffice") or "no converter"
    seeds = [path for path in SEEDS.rglob("*.csv") if path.stem not in SEEDS_OF_MARTS]
    return digest([*_versions(READING_LIBRARIES), converter, *_contents([*code, *seeds])])


def project_fingerprint() -> str:
    """A digest of all that decides what is made of staged tables: dbt project, suites and this package."""
    suites = [path for path in EXPECTATIONS.rglob("*") if path.suffix in {".py", ".yml", ".yaml", ".sql"}]
    package = [path for path in PACKAGE.rglob("*") if path.suffix in {".py", ".js", ".css", ".html"}]
    libraries = _versions(("duckdb", "great-expectations"))
    return digest([models_fingerprint(), *libraries, *_contents([*suites, *package])])


def models_fingerprint() -> str:
    """A digest of the dbt project and of the dbt that runs it."""
    generated = {DBT / "target", DBT / "logs"}
    models = [
        path
        for path in DBT.rglob("*")
        if path.suffix in {".sql", ".yml", ".csv"} and generated.isdisjoint(path.parents)
    ]
    return digest([*_versions(("dbt-core", "dbt-duckdb")), *_contents(models)])


def digest(parts: Iterable[str]) -> str:
    """The sha256 of these words, each kept apart from the next."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part.encode())
        whole.update(b"\0")
    return whole.hexdigest()


def _versions(names: Iterable[str]) -> list[str]:
    return [f"{name} {_version(name)}" for name in names]


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "absent"


def _contents(paths: Iterable[Path]) -> list[str]:
    return [f"{path.relative_to(PROJECT)} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in sorted(paths)]
