"""Data Docs that open without a network: our own first page, and nothing on any page that fetches or runs."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from html import escape
from pathlib import Path

from expectations.law import Finding, Judgement, Question

ELSEWHERE = re.compile(
    r"<script\b.*?</script>|<link\b[^>]*>|<img\b[^>]*>|<footer\b.*?</footer>", re.DOTALL | re.IGNORECASE
)
BREACHES_SHOWN = 20
STYLE = """<style>
body { font: 15px/1.6 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; margin: 2rem auto;
  max-width: 78rem; padding: 0 1rem; color: #1c2733; background: #fff; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0 1.4rem; }
td, th { border: 1px solid #cfd8e3; padding: .35rem .6rem; text-align: left; vertical-align: top; }
th { background: #f1f5f9; } a { color: #0b5cad; }
.stop { color: #b3261e; font-weight: 700; } .notice { color: #8a5a00; }
.fa-times::before { content: "✗"; color: #b3261e; font-style: normal; font-weight: 700; }
.fa-exclamation-triangle::before { content: "!"; color: #b3261e; font-style: normal; font-weight: 700; }
.fa-check-circle::before { content: "✓"; color: #1b7f3b; font-style: normal; font-weight: 700; }
.modal, nav button, .navbar-toggler { display: none; }
</style>
"""


def clear(docs: Path) -> None:
    """Nothing of an earlier judgement is left in the folder."""
    for folder in ("expectations", "validations", "static"):
        shutil.rmtree(docs / folder, ignore_errors=True)
    (docs / "index.html").unlink(missing_ok=True)


def finish(docs: Path, questions: Sequence[Question], judgement: Judgement) -> None:
    """The pages of Great Expectations stand alone, and index.html tells the judgement on one page."""
    shutil.rmtree(docs / "static", ignore_errors=True)
    for page in docs.rglob("*.html"):
        text = ELSEWHERE.sub("", page.read_text(encoding="utf-8"))
        page.write_text(text.replace("</head>", f"{STYLE}</head>", 1), encoding="utf-8")
    (docs / "index.html").write_text(_index(docs, questions, judgement), encoding="utf-8")


def _index(docs: Path, questions: Sequence[Question], judgement: Judgement) -> str:
    verdict = (
        f'<p class="stop">不予发布 · Publication is stopped by {len(judgement.stopping)} laws.</p>'
        if judgement.stops_publication
        else "<p>可以发布 · Nothing forbids publication.</p>"
    )
    body = "\n".join(_section(docs, question, judgement.of(question.name)) for question in questions)
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>数据评判 · Judgement</title>\n'
        f"{STYLE}</head><body>\n<h1>数据评判 · Judgement</h1>\n{verdict}\n{body}\n</body></html>\n"
    )


def _section(docs: Path, question: Question, findings: Sequence[Finding]) -> str:
    broken = [finding for finding in findings if not finding.success]
    pages = sorted((docs / "validations" / question.name).rglob("*.html"))
    page = escape(pages[-1].relative_to(docs).as_posix()) if pages else ""
    link = f' <a href="{page}">全部 {len(findings)} 条 all</a>' if page else ""
    rows = "\n".join(_row(finding) for finding in broken)
    head = "<tr><th>分量 weight</th><th>规则 law</th><th>违反 breaches</th><th>键与算式 keys and arithmetic</th></tr>"
    table = f"<table>{head}\n{rows}</table>" if broken else "<p>✓ 全部成立 · All hold.</p>"
    title = f"{escape(question.title_zh)} {escape(question.title_en)}"
    return f"<h2>{title}</h2>\n<p>{len(findings) - len(broken)} / {len(findings)} 成立 hold.{link}</p>\n{table}"


def _row(finding: Finding) -> str:
    law = finding.law
    weight = (
        '<span class="stop">阻断 critical</span>'
        if finding.stops_publication
        else '<span class="notice">提示 warning</span>'
    )
    shown = [f"{escape(each.key)}<br>{escape(each.reason)}" for each in finding.breaches[:BREACHES_SHOWN]]
    if finding.broken > len(shown):
        shown.append(f"… {finding.broken - len(shown)} more 其余略")
    words = escape(f"未能检验 not tried: {finding.raised}") if finding.raised else "<hr>".join(shown)
    sentence = f"{escape(law.sentence_zh)}<br>{escape(law.sentence_en)}"
    return f"<tr><td>{weight}</td><td>{sentence}</td><td>{finding.broken}</td><td>{words}</td></tr>"
