"""How sure a figure of a table is, by what told it: one scale for every section."""

from __future__ import annotations

from decimal import Decimal

AGREED = Decimal("0.99")
"""Grid and text tell the same."""
CERTAIN = Decimal("0.98")
"""It stands alone in its cell."""
SUPPORTED = Decimal("0.95")
"""Figures run together, and sums or the prose bear out one way to part them."""
BY_ORDER = Decimal("0.92")
"""No label of its own names the row, only its place among the others."""
UNCONFIRMED = Decimal("0.90")
"""A grid draws the cell, and the text in its order makes nothing of it; or a row of the same characters settled it."""
BOUNDED = Decimal("0.85")
"""Figures run together, and only the row itself speaks for the way they are parted."""
DISPUTED = Decimal("0.60")
"""Two readings differ, or what stands in the cell is no figure."""
OPEN = Decimal("0.55")
"""Several readings remain."""
