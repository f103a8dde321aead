"""The channel of which a sentence tells before it counts what was published: 政务微博由专人管理,全年发布信息260条."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dagster_project.parsers.numerals import Number
from dagster_project.parsers.prose.page import Page
from dagster_project.parsers.prose.rule_table import Rule
from dagster_project.parsers.prose.setting import Setting

_CHANNEL = "proactive.channel."
_NAMES = {
    "website": r"(?:门户|政府|政务|官方|[局委厅县市区镇乡校院])?网站|官网|门户网|信息公开网|信息公开平台|政务公开网",
    "wechat": "(?:政务|官方)?微信(?!群)(?:公众号|公众平台|订阅号)?|公众号|订阅号",
    "weibo": "(?:政务|官方)?微博",
    "new_media": "(?:政务)?新媒体|两微一端|两微",
    "bulletin_board": "公[开告示]栏|宣传栏",
}
_ANY = "|".join(f"(?P<{name}>{words})" for name, words in _NAMES.items())
# The channel opens what is said, behind the issuer or a number of its paragraph; what counts or checks it does not.
_OPENS = re.compile(
    rf"\s*(?:\d{{1,2}}[.、]|[(]?[一二三四五六七八九]{{1,2}}(?:是|[)、,]))?"
    rf"(?:(?!通过|利用|依托|借助|对|检查|除|与|和|栏目|解读)[^,。;:、\d\n]){{0,12}}?(?:{_ANY})"
)
_OTHERS = re.compile(
    "网站|官网|门户|微信|公众号|微博|新媒体|公[开告示]栏|宣传栏|公报|政报|广播|电视|报刊|报纸|抖音|头条|"
    "视频号|快手|客户端|短信|显示屏|电子屏|(?:渠道|平台)(?![,。]|$)"
)
# What is said of a column, of other work or of a test is not said of all that the channel carried.
_BARRED = re.compile(
    "专栏|专题|专区|栏目|板块|频道|解读|访谈|申请|收到|受理|咨询|留言|来信|检查|抽查|测评|整改|"
    "投诉|举报|建议|提案|采[用纳]|转载|上级|省政府|国务院"
)
_COPULA = re.compile(r"(?:作为|仍然?|依然|继续|始终|一直|还|也|均)*(?:是|为|系|作为|担当|承担|发挥)")
_PUBLISHED = re.compile(
    r"(?:全[省市县区州盟旗镇乡局委厅校院国系]统?|全年度?|年内|今年|本年度?|一年来|累计|先后|及时|同步|共计|合计|共|已|总计)*"
    r"(?P<verb>主动公开|公开|发布|更新|推送|推出|登载|刊载|上传|上载|编发|发文|发稿|发帖|推文|原创发布|制作发布)了?"
    r"(?:各类|各种|有关|相关|动态|政府|政务|公开|图文|原创|工作|便民|及时)*(?:信息|消息|内容|文章|图文|稿件|推文|动态)?"
    r"(?:总?数量?|总量)?(?:累计|共计|合计|总计|共|计|达到?|为|有|约|近|超过?|逾)*"
)
_UNITS = frozenset({"条", "篇", "则", "条次", "件"})
# Readings that a channel told before knows better: a field's, and (when it is said to be the main one) the total.
_GIVES_WAY = ("proactive.focus_items", "proactive.items.by_organ")
_TOTAL = "proactive.items.total"
_SENTENCE_REACH = 120


def channel_told_before(page: Page, rule: Rule | None, number: Number, setting: Setting) -> str:
    """The code of the channel whose items the number counts, as the words before its clause tell; empty when none."""
    total = rule is not None and rule.metric_codes == (_TOTAL,)
    if number.unit not in _UNITS or not (total or _is_open(page, rule)):
        return ""
    published = _PUBLISHED.fullmatch(page.text, *setting.before)
    if published is None or setting.before[0] != setting.clause[0]:
        return ""
    if (total and published["verb"] == "主动公开") or (published["verb"] == "发文" and number.unit == "件"):
        return ""
    for start, end in _told(page, setting):
        found = _OPENS.match(page.text, start, end)
        others = _OTHERS.search(page.text, found.end() if found else start, end)
        if others is not None or _BARRED.search(page.text, start, end):
            return ""
        if found is not None:
            main = _COPULA.match(page.text, found.end(), end) is not None
            return _CHANNEL + (found.lastgroup or "") if main or not total else ""
    return ""


def _is_open(page: Page, rule: Rule | None) -> bool:
    """Whether no rule knows what the number counts."""
    if rule is None:
        return True
    if rule.reason:
        return rule.order >= page.rules.guards
    return all(code in _GIVES_WAY for code in rule.metric_codes)


def _told(page: Page, setting: Setting) -> Iterator[tuple[int, int]]:
    """What is told before the clause: the sentence up to it, and the sentence before that in its line."""
    start, clause = setting.period[0], setting.clause[0]
    if clause - start > _SENTENCE_REACH:
        return
    if clause > start:
        yield start, clause
    floor = page.text.rfind("\n", 0, start) + 1
    before = max(floor, page.text.rfind("。", floor, max(floor, start - 1)) + 1)
    if before < start <= before + _SENTENCE_REACH:
        yield before, start - 1
