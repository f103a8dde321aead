"""A page whose line ends were written as blanks reads as the page with lines; blanks that part names stay."""

from __future__ import annotations

import time
from decimal import Decimal

from dagster_project.document import Document
from dagster_project.parsers.prose.line_ends import line_ends
from dagster_project.parsers.prose.reader import read_prose
from dagster_project.parsers.prose.rules import ProseRules

PAGE = (
    "三、主动公开情况。全年我县通过门户网站、政府公报、新闻发布会以及报刊、广播、电视等便于公众知晓的方式主动公开政府信息1190条,"
    "其中机构职能类信息102条,8.6%,规划计划类信息42条,3.5%,行政许可类信息17条,1.4%,为民办实事类信息63条,5.3%,"
    "民政扶贫救灾社会保障就业类信息60条,5.1%,水库调度与防汛抗旱类信息458条,38.5%,其他类信息448条,37.6%。"
    "四、依申请公开情况。全年共收到政府信息公开申请36件,其中以信函形式提出的12件,通过网络提出的24件,全部在法定期限内答复,没有转下一年度办理的申请。"
)


def wrapped(text: str, width: int, mark: str) -> str:
    """Lines as wide as so many Chinese characters, no numeral cut, with the mark in the place of each line end."""
    lines, start, end = [], 0, 0
    while end < len(text):
        end = start + width // 2
        while end < len(text) and sum(1 if c.isascii() else 2 for c in text[start : end + 1]) <= 2 * width:
            end += 1
        while end < len(text) and text[end - 1] in "0123456789." and text[end] in "0123456789.%":
            end -= 1
        lines.append(text[start:end])
        start = end
    return mark.join(lines)


def figures(text: str, rules: ProseRules) -> list[tuple[str, str, object, Decimal]]:
    page = Document("x.txt", b"", "text/plain", "utf-8", text, text)
    return [
        (s.metric_code, s.member, s.value, s.confidence) for s in read_prose(page, [], rules, "2014", 2016).statements
    ]


def test_line_ends_written_as_blanks_cut_no_word(rules: ProseRules) -> None:
    wanted = figures(PAGE, rules)
    assert len(wanted) > 15
    for width in range(24, 46):
        assert figures(wrapped(PAGE * 4, width, " "), rules) == figures(PAGE * 4, rules), width


def test_blanks_at_uneven_distances_stay() -> None:
    assert not line_ends("姓名 职务 分管工作 联系电话 " * 40)
    assert not line_ends("".join(f"{'政府信息公开工作' * (1 + at % 7)} " for at in range(60)))


def test_a_page_of_blanks_is_done_in_time() -> None:
    for text in ("政府 信息" * 50_000, ("政府信息公开" * 6 + " ") * 8_000, "政 " * 100_000):
        begun = time.process_time()
        line_ends(text)
        assert time.process_time() - begun < 3


def test_a_figure_that_a_line_end_cuts_is_one(rules: ProseRules) -> None:
    told = (
        "全年举办政务公开业务培训班,邀请市政府办公室、市司法局的同志授课,培训业务人员1{}40人次,发布政策解读2{}.3万篇。"
    )
    for mark in ("\n", " "):
        page = told.format("" if mark == " " else mark, mark)
        values = {code: value for code, _, value, _ in figures(f"三、监督保障情况\n{page}", rules)}
        assert values["training.trainees"] == 140
        assert values["response.interpretations"] == 23000
