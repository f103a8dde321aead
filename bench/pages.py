"""Made-up reports for the benchmark, in the shapes and sizes of real ones; every page has figures of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

Grid = list[list[tuple[str, int, int]]]  # text, row span, column span
Wrap = Callable[[str], str]

REFUSED = (
    *("1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益"),
    *("5.属于三类内部事务信息", "6.属于四类过程性信息", "7.属于行政执法案卷", "8.属于行政查询事项"),
)
UNABLE = ("1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确")
NOT_PROCESSED = (
    *("1.信访举报投诉类申请", "2.重复申请", "3.要求提供公开出版物", "4.无正当理由大量反复申请"),
    "5.要求行政机关确认或重新出具已获取信息",
)
OTHER = (
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "3.其他",
)
GROUPS_OF_OUTCOMES = (
    ("（三）不予公开", REFUSED),
    ("（四）无法提供", UNABLE),
    ("（五）不予处理", NOT_PROCESSED),
    ("（六）其他处理", OTHER),
)
APPLICANTS = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
WORK = (
    "各单位按目录更新栏目，新发文件定稿时先定公开属性，",
    "政策解读与文件同时上网，热点问题由牵头单位答复，",
    "经办人员按季参加业务学习，疑难申请会商后答复，",
    "网站与新媒体内容先审后发，失效文件加注标记，",
)


def text_page(number: int, size: int = 15_000) -> bytes:
    """A report as plain text, a row of a table on a line, cells parted by spaces."""
    tables = [
        "\n".join("  ".join(text for text, _, _ in row) for row in grid)
        for grid in (documents(number), applications(number), remedies(number))
    ]
    return _filled(number, tables, size, str)


def html_page(number: int, size: int = 40_000) -> bytes:
    """A report as a site serves it: a third of it menus, styles and scripts, tables with spans."""
    tables = [_table(grid) for grid in (documents(number), applications(number), remedies(number))]
    body = _filled(number, tables, 2 * size // 3, lambda words: f"<p>　　{escape(words)}</p>")
    foot = b"</div></body></html>"
    left = size - len(body) - len(foot)
    menu = "".join(f'<li><a href="/c{n}/" title="栏目{n}">政务公开</a></li>' for n in range(left // 145))
    head = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title(number)}</title><style>'
    style = "".join(f".s{n}{{margin:0 auto;width:100%}}" for n in range(left // 65))
    open_ = f'{head}{style}</style></head><body><ul>{menu}</ul><div class="article">'
    return open_.encode() + body + foot


def word_page(number: int, size: int = 300_000) -> bytes:
    """A report as Word exports it: every run of words in a span with a style of its own."""
    tables = [_table(grid, _word) for grid in (documents(number), applications(number), remedies(number))]
    body = _filled(number, tables, size - 400, _word)
    head = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="utf-8">'
        f"<meta name=Generator content='Microsoft Word 15'><title>{title(number)}</title></head><body lang=ZH-CN>"
    )
    return head.encode() + body + b"</body></html>"


def title(number: int) -> str:
    """The title of the report of that number."""
    return f"兰溪市{2021 + number % 4}年政府信息公开工作年度报告"


def documents(number: int) -> Grid:
    """Table 二 of the form of 2021."""
    blocks = (
        (
            "第二十条第（一）项",
            ("本年制发件数", "本年废止件数", "现行有效件数"),
            {"规章": (0, 0, 0), "行政规范性文件": (9, 1, 99)},
        ),
        ("第二十条第（五）项", ("本年处理决定数量",), {"行政许可": (1000 + number,)}),
        ("第二十条第（六）项", ("本年处理决定数量",), {"行政处罚": (500 + number,), "行政强制": (number,)}),
        ("第二十条第（八）项", ("本年收费金额（单位：万元）",), {"行政事业性收费": (1234.56,)}),
    )
    grid: Grid = []
    for item, columns, rows in blocks:
        grid.append([(item, 1, 4)])
        for words in (("信息内容", *columns), *((label, *map(str, values)) for label, values in rows.items())):
            grid.append([*((word, 1, 1) for word in words[:-1]), (words[-1], 1, 5 - len(words))])
    return grid


def applications(number: int) -> Grid:
    """Table 三 of the form of 2021, which adds up."""
    granted, partial, missing = 20 + number % 50, 3 + number % 7, 11 + number % 5
    total = granted + partial + missing
    given = {"1.本机关不掌握相关政府信息": missing}
    outcomes: Grid = [
        [("（一）予以公开", 1, 2), *_natural(granted)],
        [("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 1, 2), *_natural(partial)],
    ]
    for group, labels in GROUPS_OF_OUTCOMES:
        for place, label in enumerate(labels):
            head = [(group, len(labels), 1)] if place == 0 else []
            outcomes.append([*head, (label, 1, 1), *_natural(given.get(label, 0))])
    outcomes.append([("（七）总计", 1, 2), *_natural(total)])
    outcomes[0].insert(0, ("三、本年度办理结果", len(outcomes), 1))
    return [
        [("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3), ("申请人情况", 1, 7)],
        [("自然人", 2, 1), ("法人或其他组织", 1, 5), ("总计", 2, 1)],
        [(label, 1, 1) for label in APPLICANTS],
        [("一、本年新收政府信息公开申请数量", 1, 3), *_natural(total)],
        [("二、上年结转政府信息公开申请数量", 1, 3), *_natural(0)],
        *outcomes,
        [("四、结转下年度继续办理", 1, 3), *_natural(0)],
    ]


def remedies(number: int) -> Grid:
    """Table 四, which adds up."""
    cells = (number % 4, 0, 1, 0, number % 4 + 1, *(0,) * 10)
    return [
        [("行政复议", 1, 5), ("行政诉讼", 1, 10)],
        [*((label, 2, 1) for label in RESULTS), ("未经复议直接起诉", 1, 5), ("复议后起诉", 1, 5)],
        [(label, 1, 1) for label in (*RESULTS, *RESULTS)],
        [(str(cell), 1, 1) for cell in cells],
    ]


def prose(number: int) -> Iterator[str]:
    """Paragraph after paragraph about the year's work, without end."""
    year = 2021 + number % 4
    yield f"本报告的统计期限为{year}年1月1日至{year}年12月31日。"
    yield f"全年主动公开政府信息{1000 + number}条，举办培训班{1 + number % 6}期，发布政策解读{10 + number % 30}篇。"
    place = 0
    while True:
        place += 1
        yield f"（{place}）" + "".join(WORK[(place + shift) % len(WORK)] for shift in range(len(WORK))) + "工作有序。"


def _natural(value: int) -> list[tuple[str, int, int]]:
    return [(str(cell), 1, 1) for cell in (value, 0, 0, 0, 0, 0, value)]


def _table(grid: Grid, cell: Wrap = escape) -> str:
    rows = "".join(
        "<tr>"
        + "".join(f'<td rowspan="{down}" colspan="{across}">{cell(text)}</td>' for text, down, across in row)
        + "</tr>\n"
        for row in grid
    )
    return f'<table border="1" cellspacing="0">{rows}</table>'


def _word(text: str) -> str:
    style = "font-size:16.0pt;line-height:150%;font-family:仿宋_GB2312;mso-bidi-font-family:宋体;mso-font-kerning:0pt"
    runs = (text[at : at + 12] for at in range(0, len(text), 12))
    spans = "".join(f"<span lang=ZH-CN style='{style}'>{escape(run)}</span>" for run in runs)
    return f"<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'>{spans}<o:p></o:p></p>"


def _filled(number: int, tables: list[str], size: int, wrap: Wrap) -> bytes:
    """The report with as much prose in its first section as fits the size in bytes."""
    frame = [wrap(title(number)), wrap("一、总体情况")]
    rest = [wrap("二、主动公开政府信息情况"), tables[0], wrap("三、收到和处理政府信息公开申请情况"), tables[1]]
    rest += [wrap("四、政府信息公开行政复议、行政诉讼情况"), tables[2], wrap("五、存在的主要问题及改进情况")]
    rest += [wrap("栏目更新有快有慢，今后按季通报。"), wrap("六、其他需要报告的事项"), wrap("没有收取信息处理费。")]
    left = size - len("\n".join(frame + rest).encode())
    for words in prose(number):
        left -= len(wrap(words).encode()) + 1
        if left < 0:
            break
        frame.append(wrap(words))
    return "\n".join(frame + rest).encode()
