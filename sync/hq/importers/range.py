"""styles.csv and variants.csv: the range. Both are whole, and come down together."""

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Set
from functools import lru_cache

import msgspec

from kiosk.domain.catalogue import SaleMode, Style
from sync.hq.database import HqDatabase, HqRead, HqTx
from sync.hq.importers import fields
from sync.hq.importers.fields import BadRow
from sync.hq.importers.pictures import Kept, Pictures
from sync.hq.importers.ranking import Document, ranked
from sync.hq.importers.table import Columns
from sync.hq.importers.whole import Cells, Input, WholeFile, add_up
from sync.hq.importers.words import style_terms
from sync.hq.importers.world import World
from sync.hq.publishing import CATALOGUE

STYLES = Columns(
    required=("style", "name_zh", "name_en", "category"),
    optional=(
        "category_zh", "category_en", "picture", "description_zh", "description_en", "sale_mode", "popularity",
        "size_guide",
    ),
)  # fmt: skip
VARIANTS = Columns(
    required=("sku", "style", "colour", "colour_zh", "colour_en", "size"),
    optional=("gtin", "swatch", "position"),
)
MAX_SIZE = 16
MAX_POSITION = 9_999

Colours = Mapping[str, Mapping[str, None]]  # style → the names of its colours, in order, each once

#: In the order in which the codec writes them: a body is the same, whoever wrote it.
_STYLE_FIELDS = tuple(field.name for field in dataclasses.fields(Style))

_to_json = msgspec.json.Encoder().encode


def take_range(database: HqDatabase, inputs: Mapping[str, Input], world: World, pictures: Pictures) -> None:
    """Styles and variants in one transaction. Whichever file is absent stays as HQ has it, save that search terms
    follow new colours, and that variants go with a withdrawn style."""
    styles, variants = inputs.get("styles.csv"), inputs.get("variants.csv")
    with database.write() as tx:
        documents = _Styles(styles, pictures, world.guides(tx)).take(tx) if styles else _known_styles(tx)
        colours = _take_variants(tx, variants, set(documents)) if variants else _known_colours(tx, documents)
        if styles:
            with styles.desk.working():
                add_up(styles.desk, tx.put_whole(CATALOGUE, "style", _bodies(documents, colours)))
        else:
            tx.put_rows(CATALOGUE, (("style", style, body) for style, body in _bodies(documents, colours)))
    world.forget()


def _known_styles(read: HqRead) -> dict[str, Document]:
    return {style: msgspec.json.decode(body) for style, body in read.rows(CATALOGUE, "style")}


def _known_colours(tx: HqTx, styles: Mapping[str, Document]) -> Colours:
    """The colours of HQ's variants; those whose style is gone are withdrawn."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    orphans: list[str] = []
    for sku, body in tx.rows(CATALOGUE, "variant"):
        variant = msgspec.json.decode(body)
        if variant["style"] in styles:
            words = (variant["colour_zh"], variant["colour_en"], variant["size"])
            found[variant["style"]].update(dict.fromkeys(words))
        else:
            orphans.append(sku)
    tx.put_rows(CATALOGUE, (("variant", sku, None) for sku in orphans))
    return found


def _bodies(documents: Mapping[str, Document], colours: Colours) -> Iterator[tuple[str, str]]:
    for style, document in documents.items():
        names = (document[field] for field in ("name_zh", "name_en", "category_zh", "category_en"))
        terms = style_terms([*names, *colours.get(style, ()), style])
        told = {**document, "terms": terms}
        yield style, _to_json({name: told[name] for name in _STYLE_FIELDS if name in told}).decode()


class _Styles:
    """Parses styles into documents without terms, which need the colours first."""

    def __init__(self, source: Input, pictures: Pictures, guides: Set[str]) -> None:
        self._source = source
        self._pictures = pictures
        self._guides = guides
        self._popularity: dict[str, int] = {}

    def take(self, tx: HqTx) -> dict[str, Document]:
        """Documents by style, most popular first (ties as in the file), ranked 1, 2, 3 …"""
        file = WholeFile(self._source, lambda cells: fields.code(cells[0], "style"), self._body)
        self._pictures.remember(tx)
        with self._source.desk.working():
            documents = [
                (style, msgspec.json.decode(body)) for style, body in file.rows_and_kept(tx, CATALOGUE, "style")
            ]
        return ranked(documents, self._popularity)

    def _body(self, style: str, line: int, cells: Cells) -> str:
        def notice(reason: str) -> None:
            self._source.desk.notice(line, reason)

        document = _style_document(style, cells, notice)
        popularity = fields.whole(cells[10], "popularity", default=0)
        try:
            kept = self._pictures.of_style(style, cells[6])
        except BadRow as problem:
            notice(f"{problem}; the style is shown without it")
            kept = Kept()
        guide = cells[11] if cells[11] in self._guides else ""
        if cells[11] != guide:
            notice(f"size_guide {cells[11][:40]!r} is not known; the style is shown without it")
        self._popularity[style] = popularity
        texts = {"picture": kept.picture, "thumbnail": kept.thumbnail, "size_guide": guide} | {
            title: fields.name(cells[place], title, notice, longest=fields.MAX_DESCRIPTION)
            for place, title in ((7, "description_zh"), (8, "description_en"))
        }
        document.update((title, text) for title, text in texts.items() if text)
        return _to_json(document).decode()


def _style_document(style: str, cells: Cells, notice: Callable[[str], None]) -> Document:
    category = fields.place(cells[3], "category")
    name_zh, name_en = fields.names(cells[1], cells[2], "name", notice)
    category_zh, category_en = fields.names(cells[4] or category, cells[5] or category, "category", notice)
    document = {
        "id": style, "name_zh": name_zh, "name_en": name_en,
        "category": category, "category_zh": category_zh, "category_en": category_en,
    }  # fmt: skip
    mode = fields.choice(SaleMode, cells[9], "sale_mode", default=SaleMode.EVERYWHERE)
    return document if mode is SaleMode.EVERYWHERE else {**document, "sale_mode": mode.value}


def _take_variants(tx: HqTx, source: Input, styles: set[str]) -> Colours:
    variants = _Variants(source, styles)
    with source.desk.working():
        WholeFile(source, lambda cells: fields.sku(cells[0]), variants.body).put(tx, CATALOGUE, "variant")
    return variants.colours


@lru_cache(maxsize=100_000)
def _colourway(colour: str, zh: str, en: str) -> tuple[str, str, str, bool]:
    """A colourway and its names, a blank one replaced by the next best; and whether they had to be cleaned."""
    cleaned = [fields.clean(text) for text in (colour, zh, en)]
    colour, zh, en = (text for text, _ in cleaned)
    if not colour:
        raise BadRow("colour is blank")
    if max(len(colour), len(zh), len(en)) > fields.MAX_NAME:
        raise BadRow(f"colour or its name has over {fields.MAX_NAME} characters")
    return colour, zh or en or colour, en or zh or colour, any(dirty for _, dirty in cleaned)


@lru_cache(maxsize=10_000)
def _size(text: str) -> tuple[str, bool]:
    cleaned, dirty = fields.clean(text)
    if not 0 < len(cleaned) <= MAX_SIZE:
        raise BadRow(f"size has over {MAX_SIZE} characters" if cleaned else "size is blank")
    return cleaned, dirty


class _Variants:
    """Parses variants. Half a million rows: this is the hot path of an import."""

    def __init__(self, source: Input, styles: set[str]) -> None:
        self._source = source
        self._styles = styles
        self._gtins: dict[int, int] = {}  # GTIN → line
        self._matrix: set[int] = set()  # hashes of (style, colour, size)
        self._position: Counter[str] = Counter()
        self.colours: defaultdict[str, dict[str, None]] = defaultdict(dict)

    def body(self, sku: str, line: int, cells: Cells) -> str:
        style = cells[1].upper()
        if style not in self._styles:
            raise BadRow(f"style {cells[1][:60]!r} is not known")
        place = self._position[style]  # counts bad rows too: what is mended later moves nothing else
        self._position[style] += 1
        colour, colour_zh, colour_en, dirty = _colourway(*cells[2:5])
        size, dirty_size = _size(cells[5])
        if dirty or dirty_size:
            self._source.desk.notice(line, "colour or size has control characters; they were taken out")
        gtin, swatch = fields.gtin(cells[6]), fields.swatch(cells[7])
        position = fields.whole(cells[8], "position", default=place, highest=MAX_POSITION)
        self._claim(hash((style, colour, size)), gtin, line)
        named = self.colours[style]
        named[colour_zh] = named[colour_en] = named[size] = None
        document: Document = {
            "sku": sku, "style": style, "colour": colour, "colour_zh": colour_zh, "colour_en": colour_en, "size": size,
        }  # fmt: skip
        if gtin:
            document["gtin"] = gtin
        if swatch:
            document["swatch"] = swatch
        if position:
            document["order"] = position
        return _to_json(document).decode()

    def _claim(self, cell: int, gtin: str, line: int) -> None:
        """One variant a cell of the matrix, one a GTIN: else a scan would have two answers."""
        if cell in self._matrix:
            raise BadRow("its style has this colour and size already")
        first = self._gtins.setdefault(int(gtin), line) if gtin else line
        if first != line:
            raise BadRow(f"gtin {gtin.lstrip('0')} is that of line {first}")
        self._matrix.add(cell)
