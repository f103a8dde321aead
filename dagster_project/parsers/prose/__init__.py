"""Figures that a report states in sentences: running text, rules as data, and the reader that applies them."""
