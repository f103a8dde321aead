"""What a person sees of a run, kept apart from what libraries print."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from dagster_project.resources import speaks_chinese

REASONS_ZH = {
    "empty": "文件为空",
    "too_large": "文件过大",
    "not_text": "既不是可识别的文件格式，也不是可识别编码的文本",
    "unknown_format": "不支持的文件格式",
    "password": "文件有密码保护",
    "truncated": "文件不完整或已损坏",
    "archive_bomb": "压缩包或文档结构异常，未打开",
    "converter_missing": "缺少转换程序",
    "ocr_missing": "扫描件需先安装文字识别组件",
    "no_text": "文件中没有文字",
    "not_readable": "文件无法打开",
}


def complain(file: str, reason: str, reason_zh: str = "") -> None:
    """What is wrong with a file stands among the errors, first in Chinese where the person at the terminal reads it."""
    told = f"{reason_zh}（{reason}）" if reason_zh and speaks_chinese() else reason
    print(f"ogi: {file}: {told}", file=sys.stderr)


@contextmanager
def aside() -> Iterator[None]:
    """While it lasts, what libraries print among the output, also from C, goes to the errors instead."""
    sys.stdout.flush()
    screen = os.dup(1)
    try:
        os.dup2(2, 1)
        yield
    finally:
        sys.stdout.flush()
        ctypes.CDLL(None).fflush(None)
        os.dup2(screen, 1)
        os.close(screen)


@contextmanager
def apart(log: Path) -> Iterator[Console]:
    """A console on the terminal, while all that libraries print goes to the log."""
    sys.stdout.flush()
    sys.stderr.flush()
    screen, errors = os.dup(1), os.dup(2)
    try:
        with log.open("w", encoding="utf-8") as sink, os.fdopen(os.dup(1), "w", encoding="utf-8") as terminal:
            os.dup2(sink.fileno(), 1)
            os.dup2(sink.fileno(), 2)
            yield Console(file=terminal, highlight=False, soft_wrap=True)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os.dup2(screen, 1)
        os.dup2(errors, 2)
        os.close(screen)
        os.close(errors)
