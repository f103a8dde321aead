"""A member without a slug is called by the name that the report prints, without what stands around it."""

from __future__ import annotations

import pytest

from dagster_project.parsers.prose.members import label_of


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("3.渔港建设类", "渔港建设"),
        ("四是渔港建设类", "渔港建设"),
        ("其中渔港建设", "渔港建设"),
        ("公开渔港建设等领域", "渔港建设"),
        ("”渔港建设", "渔港建设"),
        ("渔港建设占", "渔港建设"),
        ("县渔港监督局(", "县渔港监督局"),
        ("渔港监督局本级新收政府信息公开申请", "渔港监督局本级"),
        ("我局通过渔港电子屏滚动", "渔港电子屏"),
        ("利用渔港展板公开政策", "渔港展板"),
        ("依托渔港公示栏", "渔港公示栏"),
        ("渔港建设类信息最多", "渔港建设"),
        ("数量最多的是渔港建设", "渔港建设"),
        ("渔港监督局受理量最大", "渔港监督局"),
        ("其次为渔港建设类", "渔港建设"),
        ("按内容分类来看,渔港建设", "渔港建设"),
        ("- 渔港建设", "渔港建设"),
        ("历年累计40条);渔港建设", "渔港建设"),
    ],
)
def test_numbers_links_and_verbs_are_no_part_of_a_name(words: str, label: str) -> None:
    assert label_of(words) == label


@pytest.mark.parametrize("words", ["公开栏", "十四五规划", "和平区", "县(市、区)", "12345热线", "“渔港”简报", "类"])
def test_a_name_is_kept_whole(words: str) -> None:
    assert label_of(words) == words


def test_a_long_name_is_cut_to_its_end() -> None:
    assert label_of("渔港" * 20) == "渔港" * 12
