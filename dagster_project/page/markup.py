"""The payload as one HTML file: styles, scripts and data inside, nothing else allowed to load or run."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from dagster_project.page.columns import Json

ASSETS = Path(__file__).parent / "assets"
STYLE = "page.css"
SCRIPTS = (
    "chart.umd.min.js",
    "words.js",
    "data.js",
    "drawing.js",
    "evidence.js",
    "country.js",
    "place.js",
    "compare.js",
    "arithmetic.js",
    "coverage.js",
    "page.js",
)
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
TITLE = "政府信息公开年度报告 · Government disclosure reports"


def page_of(payload: Mapping[str, Json]) -> str:
    """The whole page: what a report said stands in it as data only, and no browser loads or runs anything else."""
    style = (ASSETS / STYLE).read_text(encoding="utf-8")
    scripts = [(ASSETS / name).read_text(encoding="utf-8") for name in SCRIPTS]
    run = "".join(f"<script>{script}</script>\n" for script in scripts)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(style, scripts)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{TITLE}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        '<header id="top"></header>\n<main id="main"></main>\n<footer id="foot"></footer>\n'
        "<noscript><p>This page needs JavaScript; its data are in ogi.duckdb beside it. "
        "本页需要 JavaScript；数据见同一文件夹中的 ogi.duckdb。</p></noscript>\n"
        f'<script type="application/json" id="data">{data_of(payload)}</script>\n{run}</body>\n</html>\n'
    )


def data_of(payload: Mapping[str, Json]) -> str:
    """JSON that no HTML parser can leave: it holds no < > & and no line separator of JavaScript."""
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.translate(ESCAPES)


def policy(style: str, scripts: Sequence[str]) -> str:
    """A Content-Security-Policy under which these scripts run, this style applies, and nothing else does."""
    allowed = " ".join(f"'{_digest(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src '{_digest(style)}'; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
