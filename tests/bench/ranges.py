"""A range of any size, by rule: real names where the test data are there, invented ones else; every run has the same.

Names are those of the test data's range, multiplied: a style's number chooses its English name and its Chinese title,
and from the second time on a word of its own is added.
"""

import csv
import hashlib
import io
import json
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from pathlib import Path

from kiosk.domain import codec
from kiosk.domain.catalogue import Location, LocationKind, Publication, Style
from kiosk.domain.codes import gtin_check_digit
from kiosk.ports.sync import StreamRow
from kiosk.storage.catalogue import CatalogueReplica
from sync.hq.importers.words import style_terms
from tests.bench.world import HERE, REGION, WAREHOUSE, ZONE, apply_round, now_ms

#: Name in both languages and what it looks like. A style has four of them.
COLOURS = (
    ("黑色", "Black", "#1d1d1f"), ("藏青", "Navy", "#2b3a55"), ("米白", "Ivory", "#efe9dc"),
    ("灰绿", "Sage", "#9aa392"), ("驼色", "Camel", "#c19a6b"), ("酒红", "Wine", "#6b2234"),
    ("砖红", "Brick", "#a14a36"), ("靛蓝", "Indigo", "#34507a"), ("卡其", "Khaki", "#b8a27a"),
    ("橄榄", "Olive", "#6b6f3a"), ("粉色", "Sakura", "#eac4c9"), ("紫色", "Plum", "#6d4a76"),
)  # fmt: skip
SIZES = ("S", "M", "L", "XL", "XXL")
_COLOURS_A_STYLE = 4
A_STYLE = _COLOURS_A_STYLE * len(SIZES)
_PICTURES = 300
_TITLE = 40  # characters of a Chinese title that are a style's name
_STYLE_STEP, _TITLE_STEP = 7_919, 1_009  # primes: neighbours in rank are none in the files


@dataclass(frozen=True, slots=True)
class Title:
    """A Chinese title and the words that somebody marked in it."""

    text: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A style as it is called."""

    id: str
    name_en: str
    title: Title
    category_zh: str
    category_en: str

    @property
    def category(self) -> str:
        return "".join(letter for letter in self.category_en.lower() if letter.isalnum()) or "other"


def data_folder() -> Path | None:
    """Where the test data are; None where they are not."""
    named = os.environ.get("KIOSK_TEST_DATA", "")
    return Path(named) if named and Path(named).is_dir() else None


def named(number: int) -> Named:
    """The style of a number, from 0; lower ones are more popular."""
    names, titles = _names(), _titles()
    turn, at = divmod(number, len(names))
    name, kind_zh, kind = names[at * _STYLE_STEP % len(names)]
    title = titles[number * _TITLE_STEP % len(titles)]
    text = f"{name} {_own_word(turn)}" if turn else name
    return Named(f"R{number:06d}", text, title, kind_zh, kind)


@lru_cache(maxsize=1)
def pictures() -> dict[str, bytes]:
    """Small pictures as HQ makes them, by SHA-256."""
    made = (_picture(number) for number in range(_PICTURES))
    return {hashlib.sha256(content).hexdigest(): content for content in made}


def _picture(number: int) -> bytes:
    """A photograph's worth of detail: noise on a gradient, 400 x 400."""
    from PIL import Image

    rng = random.Random(number)
    ground = Image.linear_gradient("L").resize((400, 400)).rotate(number * 37 % 360)
    grain = Image.frombytes("L", (100, 100), rng.randbytes(10_000)).resize((400, 400))
    tint = tuple(rng.randrange(256) for _ in range(3))
    shaded = Image.merge("RGB", [Image.blend(ground, Image.new("L", (400, 400), part), 0.5) for part in tint])
    out = io.BytesIO()
    Image.blend(shaded, grain.convert("RGB"), 0.12).save(out, "JPEG", quality=80)
    return out.getvalue()


def rows(variants: int, *, pictured: bool = False) -> Iterator[StreamRow]:
    """The catalogue of so many variants as HQ's stream has it."""
    styles = variants // A_STYLE
    found = chain(_places(), _style_rows(styles, pictured=pictured), _variant_rows(styles), _price_rows(styles))
    return (StreamRow(row.entity, row.id, seq, row.body) for seq, row in enumerate(found, 1))


def build(path: Path, variants: int, *, pictured: bool = False) -> None:
    """A catalogue file of so many variants, made as HQ makes one. Some lie in this region. Where `pictured`, styles
    show `pictures()` by turns."""
    with CatalogueReplica(path, ("catalogue", f"stock.{REGION}")) as replica:
        apply_round(replica, "catalogue", rows(variants, pictured=pictured), from_zero=True)
        apply_round(replica, f"stock.{REGION}", _stock_rows(variants // A_STYLE), from_zero=True)


def colours(style: int) -> list[tuple[str, str, str]]:
    return [COLOURS[(style + 5 * at * (1 + style % 3)) % len(COLOURS)] for at in range(_COLOURS_A_STYLE)]


def sku(style: int, at: int) -> str:
    """The style's variant of this number, of 0 to 19."""
    colour, size = divmod(at, len(SIZES))
    return f"R{style:06d}-{colours(style)[colour][1].upper()}-{SIZES[size]}"


def gtin(style: int, at: int) -> str:
    digits = f"02{style:06d}{at:05d}"
    return digits + gtin_check_digit(digits)


def _places() -> Iterator[StreamRow]:
    for place in (
        Location(HERE, LocationKind.SHOP, "静安店", "Jing'an", REGION, ZONE, "brand"),
        Location(WAREHOUSE, LocationKind.WAREHOUSE, "云仓", "Cloud warehouse", REGION, ZONE, "brand"),
    ):
        yield StreamRow("location", place.id, 0, codec.dump(place).decode())
    yield StreamRow("publication", "P-000001", 0, codec.dump(Publication("P-000001", now_ms())).decode())


def _style_rows(styles: int, *, pictured: bool) -> Iterator[StreamRow]:
    names = list(pictures()) if pictured else [""]
    return (style_row(replace(style(number), picture=names[number % len(names)])) for number in range(styles))


def style(number: int, *, before: str = "") -> Style:
    """The style of a number; `before` comes before its Chinese name."""
    found = named(number)
    name = before + found.title.text
    spoken = [word for zh, en, _ in colours(number) for word in (zh, en)]
    terms = style_terms([name, found.name_en, found.category_zh, found.category_en, *spoken, *SIZES, found.id])
    return Style(
        found.id, name, found.name_en, found.category, found.category_zh, found.category_en,
        rank=number + 1, terms=terms,
    )  # fmt: skip


def style_row(style: Style, seq: int = 0) -> StreamRow:
    return StreamRow("style", style.id, seq, codec.dump(style).decode())


def _variant_rows(styles: int) -> Iterator[StreamRow]:
    """Written as text: codec.dump takes its time with a million of them."""
    for style in range(styles):
        own = colours(style)
        for at in range(A_STYLE):
            colour, size = divmod(at, len(SIZES))
            zh, en, swatch = own[colour]
            key = f"R{style:06d}-{en.upper()}-{SIZES[size]}"
            body = (
                f'{{"sku":"{key}","style":"R{style:06d}","colour":"{en.upper()}","colour_zh":"{zh}","colour_en":"{en}",'
                f'"size":"{SIZES[size]}","gtin":"{gtin(style, at)}","swatch":"{swatch}","position":{at}}}'
            )
            yield StreamRow("variant", key, 0, body)


def _price_rows(styles: int) -> Iterator[StreamRow]:
    for style in range(styles):
        code = f"R{style:06d}"
        body = f'{{"zone":"{ZONE}","tier":"","code":"{code}","minor":{9_900 + style % 300 * 100}}}'
        yield StreamRow("price", f"{ZONE}//{code}", 0, body)


def _stock_rows(styles: int) -> Iterator[StreamRow]:
    for style in range(styles):
        key = sku(style, style % A_STYLE)
        body = f'{{"location":"{WAREHOUSE}","sku":"{key}","on_hand":{1 + style % 7}}}'
        yield StreamRow("stock", f"{WAREHOUSE}/{key}", style + 1, body)


@lru_cache(maxsize=1)
def _names() -> list[tuple[str, str, str]]:
    """English name, and its kind in Chinese and English."""
    folder = data_folder()
    if folder is None:
        return [(f"{one} {two} {kind}", "上装", kind) for one in _ADJECTIVES for two in _MATERIALS for kind in _KINDS]
    with (folder / "catalogue" / "styles_44446.csv").open(encoding="utf-8", newline="") as file:
        return [(row["productDisplayName"].strip(), "服饰", row["articleType"]) for row in csv.DictReader(file)]


@lru_cache(maxsize=1)
def _titles() -> list[Title]:
    folder = data_folder()
    if folder is None:
        return [
            Title(f"{one}{two}{kind}", (one, two, kind))
            for one in ("韩版宽松", "修身显瘦", "商务休闲", "加厚保暖", "轻薄透气")
            for two in ("亚麻", "真丝", "羊毛", "纯棉", "牛仔", "灯芯绒")
            for kind in ("衬衫", "连衣裙", "大衣", "围巾", "长裤", "双肩包", "高跟鞋")
        ]
    found = []
    with (folder / "text" / "taobao_titles_ner.jsonl").open(encoding="utf-8") as file:
        for line in file:
            told = json.loads(line)
            text = str(told["title"])[:_TITLE]
            words = tuple(told["title"][start:end] for start, end, _ in told["entities"] if end <= _TITLE)
            found.append(Title(text, words))
    return found


def _own_word(turn: int) -> str:
    return _ADJECTIVES[turn % len(_ADJECTIVES)] + (str(turn) if turn >= len(_ADJECTIVES) else "")


_ADJECTIVES = ("Classic", "Relaxed", "Slim", "Cropped", "Boxy", "Washed", "Brushed", "Quilted", "Pleated", "Ribbed")
_MATERIALS = ("Linen", "Silk", "Wool", "Cotton", "Denim", "Corduroy", "Cashmere", "Jersey", "Velvet", "Tweed")
_KINDS = ("Shirt", "Dress", "Coat", "Scarf", "Trousers", "Jacket", "Skirt", "Sweater", "Jeans", "Bag")
