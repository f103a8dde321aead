"""Section four with fewer than fifteen figures, as where a page cuts the row off: nothing wrong is certain."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from dagster_project.parsers.tables import read_tables
from tables.cases import SURE
from tables.printing import FORMS, RESULTS, document

HEADS = f"行政复议 行政诉讼\n未经复议直接起诉 复议后起诉\n{' '.join(RESULTS * 3)}\n"
BLOCKS = ("review", "litigation.direct", "litigation.after_review")
KINDS = ("upheld", "corrected", "other", "pending", "total")
CODES = [f"{block}.{kind}" for block in BLOCKS for kind in KINDS]


def certain(figures: list[int]) -> dict[str, Decimal]:
    text = f"四、政府信息公开行政复议、行政诉讼情况\n{HEADS}{' '.join(map(str, figures))}\n五、存在的主要问题\n"
    statements = read_tables(document(text), FORMS).statements
    return {s.metric_code: s.value for s in statements if isinstance(s.value, Decimal) and s.confidence >= SURE}


def fifteen(chance: random.Random) -> list[int]:
    blocks = [[chance.choice((0, 0, 1, 2, 7, 12, 35)) for _ in range(4)] for _ in BLOCKS]
    return [figure for block in blocks for figure in (*block, sum(block))]


@pytest.mark.parametrize("seed", range(100))
def test_with_one_figure_left_out_nothing_wrong_is_certain(seed: int) -> None:
    chance = random.Random(seed)
    figures = fifteen(chance)
    out = chance.choice((14, chance.randrange(15)))
    read = certain(figures[:out] + figures[out + 1 :])
    stated = dict(zip(CODES, figures, strict=True))
    wrong = {code: value for code, value in read.items() if value != stated[code]}
    assert not wrong, f"{figures} without its figure {out}"


@pytest.mark.parametrize(
    "figures",
    [
        [6, 2, 1, 1, 10, 2, 0, 1, 1, 4, 3, 0, 0, 0],
        # The figure behind the second total may be two: 1 and 2 with 0 and 2 make 5.
        [21, 5, 4, 3, 33, 9, 1, 3, 4, 17, 12, 0, 2, 5],
    ],
)
def test_blocks_that_add_up_are_read_before_one_that_was_cut_off(figures: list[int]) -> None:
    assert certain(figures) == dict(zip(CODES[:10], figures[:10], strict=True))
