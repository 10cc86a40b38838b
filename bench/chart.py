"""A chart of bars on a logarithmic scale, as SVG that is legible on light and on dark pages."""

import math
from collections.abc import Mapping, Sequence
from typing import Final
from xml.sax.saxutils import escape

_WIDTH: Final = 760
_LEFT: Final = 170  # where bars begin; names stand before them
_RIGHT: Final = 60  # room for the longest bar's figure
_ROW: Final = 20
_HEAD: Final = 34
_GAP: Final = 14
_BOTTOM: Final = 26

# One grey and two blues that stand out from white and from black alike.
_STYLE: Final = """
text { font: 12px system-ui, sans-serif; fill: #6e7781 }
.title { font-weight: 600 }
.name, .figure { dominant-baseline: central }
.name { text-anchor: end }
.tick { text-anchor: middle; font-size: 11px }
.grid { stroke: #8c959f; stroke-opacity: .3 }
.bar { fill: #8c959f }
.ours { fill: #2f81f7 }
.ours-text { fill: #2f81f7; font-weight: 600 }
"""


def bars(
    title: str, groups: Mapping[str, Sequence[tuple[str, float]]], *, ours: str, unit: str
) -> str:
    """For each group a heading and a bar for each name; the bar named `ours` is set apart."""
    figures = [figure for rows in groups.values() for _, figure in rows]
    low = math.floor(math.log10(min(figures)))
    high = max(math.log10(max(figures)), low + 1)
    scale = (_WIDTH - _LEFT - _RIGHT) / (high - low)
    height = _HEAD + sum(_ROW * (len(rows) + 1) + _GAP for rows in groups.values()) + _BOTTOM

    parts = [f'<text class="title" x="8" y="20">{escape(title)}</text>']
    for power in range(low, math.floor(high) + 1):
        x = _LEFT + (power - low) * scale
        parts += [
            f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{_HEAD}" y2="{height - _BOTTOM}"/>',
            f'<text class="tick" x="{x:.1f}" y="{height - 8}">{10.0**power:,g} {unit}</text>',
        ]
    y = _HEAD
    for heading, rows in groups.items():
        parts.append(f'<text class="title" x="8" y="{y + 14}">{escape(heading)}</text>')
        y += _ROW
        for name, figure in rows:
            parts += _bar(y, name, figure, (math.log10(figure) - low) * scale, is_ours=name == ours)
            y += _ROW
        y += _GAP
    return "\n".join(
        [
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}"'
                f' width="{_WIDTH}" height="{height}" role="img" aria-label="{escape(title)}">'
            ),
            f"<style>{_STYLE}</style>",
            *parts,
            "</svg>\n",
        ]
    )


def _bar(y: int, name: str, figure: float, length: float, *, is_ours: bool) -> list[str]:
    kind, text = (" ours", " ours-text") if is_ours else ("", "")
    middle = y + _ROW / 2
    return [
        f'<text class="name{text}" x="{_LEFT - 8}" y="{middle}">{escape(name)}</text>',
        (
            f'<rect class="bar{kind}" x="{_LEFT}" y="{y + 3}" width="{max(length, 1):.1f}"'
            f' height="{_ROW - 6}" rx="2"/>'
        ),
        (
            f'<text class="figure{text}" x="{_LEFT + max(length, 1) + 6:.1f}" y="{middle}">'
            f"{_three_digits(figure)}</text>"
        ),
    ]


def _three_digits(figure: float) -> str:
    return f"{figure:,.0f}" if figure >= 100 else f"{figure:.3g}"
