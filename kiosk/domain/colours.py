"""Colour families: what a shopper means by "blue", from a colourway's swatch, or from its name when it has none.

Swatches are judged in OKLCH (lightness 0–1, chroma 0–0.37, hue in degrees), whose distances are close to those the eye
sees; see Björn Ottosson, "A perceptual color space for image processing", 2020.
"""

import math
import re
from enum import StrEnum
from functools import lru_cache


class ColourFamily(StrEnum):
    """In the order in which a shop lists them."""

    BLACK = "black"
    GREY = "grey"
    WHITE = "white"
    BEIGE = "beige"
    BROWN = "brown"
    RED = "red"
    PINK = "pink"
    ORANGE = "orange"
    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PURPLE = "purple"


_SWATCH = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE | re.ASCII)
_NEUTRAL = 0.022  # below this chroma nobody names a hue


@lru_cache(maxsize=8192)
def colour_family(swatch: str, name_zh: str = "", name_en: str = "") -> ColourFamily | None:
    """The family of a colourway; None when neither swatch (`#rrggbb`) nor names tell."""
    if _SWATCH.fullmatch(swatch):
        return _family(*oklch(swatch))
    return _named(name_zh, name_en)


def oklch(swatch: str) -> tuple[float, float, float]:
    """Lightness, chroma and hue of an sRGB colour `#rrggbb`."""
    red, green, blue = (_linear(int(swatch[at : at + 2], 16) / 255) for at in (1, 3, 5))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _family(light: float, chroma: float, hue: float) -> ColourFamily:
    if chroma < _NEUTRAL or (light < 0.24 and chroma < 0.04):
        return _neutral(light, chroma, hue)
    if hue < 42 or hue >= 335:
        return _reddish(light, chroma, hue)
    if hue < 112:
        return _earthy(light, chroma, hue)
    if hue < 190:
        return ColourFamily.GREEN
    return ColourFamily.BLUE if hue < 285 else ColourFamily.PURPLE


def _neutral(light: float, chroma: float, hue: float) -> ColourFamily:
    if light < 0.3:
        return ColourFamily.BLACK
    if light >= 0.93:
        return ColourFamily.WHITE
    return ColourFamily.BEIGE if light >= 0.75 and chroma >= 0.015 and 30 <= hue < 112 else ColourFamily.GREY


def _reddish(light: float, chroma: float, hue: float) -> ColourFamily:
    """From plum over pink and red to rust."""
    if hue >= 335:
        if light >= 0.5:
            return ColourFamily.PINK
        return ColourFamily.PURPLE if hue < 345 else ColourFamily.RED
    if hue < 20:
        return ColourFamily.PINK if light >= 0.6 else ColourFamily.RED
    if hue < 35:
        if light >= 0.65 and chroma < 0.16:
            return ColourFamily.PINK if light >= 0.7 else ColourFamily.ORANGE
        return ColourFamily.RED if chroma >= 0.09 else ColourFamily.BROWN
    return ColourFamily.ORANGE if light >= 0.62 or chroma >= 0.14 else ColourFamily.BROWN


def _earthy(light: float, chroma: float, hue: float) -> ColourFamily:
    """What is orange or yellow when it is bright: pale it is beige, dark it is brown or olive."""
    if hue < 75:
        if chroma >= (0.07 if light >= 0.8 else 0.12) and light >= 0.6:
            return ColourFamily.ORANGE
        return ColourFamily.BEIGE if light >= 0.75 else ColourFamily.BROWN
    if chroma >= 0.1 and light >= 0.6:
        return ColourFamily.YELLOW
    if light >= 0.66:
        return ColourFamily.BEIGE
    return ColourFamily.GREEN if hue >= 98 else ColourFamily.BROWN


# Words that decide although the last of their parts would say something else come first.
_ZH = {
    "粉红": ColourFamily.PINK, "玫红": ColourFamily.PINK, "米白": ColourFamily.WHITE, "藏青": ColourFamily.BLUE,
    "雪青": ColourFamily.PURPLE, "卡其": ColourFamily.BEIGE, "燕麦": ColourFamily.BEIGE, "焦糖": ColourFamily.BROWN,
    "金属": ColourFamily.GREY, "本色": ColourFamily.BEIGE,
    "黑": ColourFamily.BLACK, "墨": ColourFamily.BLACK, "灰": ColourFamily.GREY, "银": ColourFamily.GREY,
    "白": ColourFamily.WHITE, "米": ColourFamily.BEIGE, "杏": ColourFamily.BEIGE, "裸": ColourFamily.BEIGE,
    "棕": ColourFamily.BROWN, "褐": ColourFamily.BROWN, "咖": ColourFamily.BROWN, "驼": ColourFamily.BROWN,
    "红": ColourFamily.RED, "酒": ColourFamily.RED, "粉": ColourFamily.PINK, "橙": ColourFamily.ORANGE,
    "橘": ColourFamily.ORANGE, "黄": ColourFamily.YELLOW, "金": ColourFamily.YELLOW, "绿": ColourFamily.GREEN,
    "蓝": ColourFamily.BLUE, "靛": ColourFamily.BLUE, "青": ColourFamily.BLUE, "紫": ColourFamily.PURPLE,
}  # fmt: skip
_EN = {
    "off white": ColourFamily.WHITE, "black": ColourFamily.BLACK, "ink": ColourFamily.BLACK,
    "grey": ColourFamily.GREY, "gray": ColourFamily.GREY, "charcoal": ColourFamily.GREY,
    "graphite": ColourFamily.GREY, "silver": ColourFamily.GREY, "white": ColourFamily.WHITE,
    "ivory": ColourFamily.WHITE, "beige": ColourFamily.BEIGE, "cream": ColourFamily.BEIGE,
    "oat": ColourFamily.BEIGE, "sand": ColourFamily.BEIGE, "nude": ColourFamily.BEIGE, "khaki": ColourFamily.BEIGE,
    "natural": ColourFamily.BEIGE, "brown": ColourFamily.BROWN, "camel": ColourFamily.BROWN,
    "tan": ColourFamily.BROWN, "coffee": ColourFamily.BROWN, "espresso": ColourFamily.BROWN,
    "red": ColourFamily.RED, "burgundy": ColourFamily.RED, "wine": ColourFamily.RED, "maroon": ColourFamily.RED,
    "brick": ColourFamily.RED, "pink": ColourFamily.PINK, "rose": ColourFamily.PINK, "orange": ColourFamily.ORANGE,
    "rust": ColourFamily.ORANGE, "yellow": ColourFamily.YELLOW, "mustard": ColourFamily.YELLOW,
    "gold": ColourFamily.YELLOW, "green": ColourFamily.GREEN, "olive": ColourFamily.GREEN,
    "sage": ColourFamily.GREEN, "blue": ColourFamily.BLUE, "navy": ColourFamily.BLUE, "indigo": ColourFamily.BLUE,
    "teal": ColourFamily.BLUE, "denim": ColourFamily.BLUE, "purple": ColourFamily.PURPLE,
    "lavender": ColourFamily.PURPLE, "plum": ColourFamily.PURPLE, "violet": ColourFamily.PURPLE,
}  # fmt: skip
_ZH_WORD = re.compile("|".join(_ZH))
_EN_WORD = re.compile(rf"\b(?:{'|'.join(_EN)})\b")


def _named(name_zh: str, name_en: str) -> ColourFamily | None:
    """The last colour word says what it is, those before it which kind: 灰绿 is a green, "grey blue" a blue."""
    if found := _ZH_WORD.findall(name_zh):
        return _ZH[found[-1]]
    found = _EN_WORD.findall(name_en.casefold())
    return _EN[found[-1]] if found else None
