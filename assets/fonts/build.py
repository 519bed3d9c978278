"""Makes the bundled fonts from Noto Sans CJK, so that anybody can make them again, byte for byte.

    apt-get install fonts-noto-cjk          (Debian 12: version 2.004 of the fonts)
    python assets/fonts/build.py [--source /usr/share/fonts/opentype/noto]

Both weights hold whatever Chinese the shop meets: GBK, Extension A, the 8,105 characters of the Table of General
Standard Chinese Characters (通用规范汉字表, 196 of them beyond the basic plane) and every other Han character of the
source, for the names of people and places; and Latin, Vietnamese, Greek, Cyrillic, kana and all symbols of the source.
Neither holds Hangul or vertical forms. Bold is not cut down to GBK: where no other font is installed, Qt draws nothing
at all for a character that the bold file lacks, and does not fall back to Regular. What the source lacks and a keypad
needs, ⌫, is drawn here.

Glass and receipt lines drawn as pictures use these same files. Beside them, small and for paper only: the Latin letters
of half a Chinese character's width, as a receipt printer's own font has them.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
FAMILY = "Noto Sans SC"
PAPER_FAMILY = "Noto Sans Mono SC Paper"
#: Where the Simplified Chinese faces lie in the collection: the proportional one, and the one of half and whole widths.
FACE, MONO_FACE = 2, 7
HALF_WIDTH = {*range(0x20, 0x7F), 0xA0, 0xA5}
HANGUL = ((0x1100, 0x11FF), (0x3130, 0x318F), (0x3200, 0x321E), (0x3260, 0x327F), (0xA960, 0xA97F), (0xAC00, 0xD7FF))
VERTICAL = ((0xFE10, 0xFE1F), (0xFE30, 0xFE4F))
HALF_WIDTH_HANGUL = ((0xFFA0, 0xFFDC),)
UNWANTED = HANGUL + VERTICAL + HALF_WIDTH_HANGUL
LAYOUT = ["ccmp", "kern", "mark", "mkmk"]
#: A Hangul letter whose glyph gives its place to the drawn one.
DONOR, ERASE = 0x1100, 0x232B
#: Outlines of ⌫ on an em of 1000: the outside clockwise, what is cut out of it the other way round.
ERASE_OUTLINES = (
    ((60, 380), (330, 700), (940, 700), (940, 60), (330, 60)),
    ((142, 380), (360, 120), (880, 120), (880, 640), (360, 640)),
    ((462, 549), (504, 591), (760, 335), (802, 293), (760, 251), (718, 293)),
    ((462, 211), (718, 467), (760, 509), (802, 467), (760, 425), (504, 169)),
)


def within(code: int, ranges: Iterable[tuple[int, int]]) -> bool:
    """Whether a code point lies in one of the ranges, both ends included."""
    return any(first <= code <= last for first, last in ranges)


def wanted(available: Iterable[int]) -> set[int]:
    """The code points to keep."""
    return {code for code in available if not within(code, UNWANTED)} | {DONOR}


def cut(font: TTFont, codes: set[int]) -> None:
    """Leaves only the glyphs of `codes`, and of the layout rules only those that horizontal text needs."""
    options = subset.Options()
    options.layout_features = LAYOUT
    options.hinting = False
    # A box for what even this font lacks: nothing at all would be taken for a blank.
    options.notdef_outline = True
    options.name_IDs = [0, 5, 7, 13, 14]
    options.drop_tables += ["VORG", "vhea", "vmtx", "BASE"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)


def draw_erase(font: TTFont) -> None:
    """Puts ⌫ where the donor's glyph was."""
    name = font.getBestCmap()[DONOR]
    top = font["CFF "].cff.topDictIndex[0]
    width, _ = font["hmtx"][name]
    private = top.FDArray[top.FDSelect[font.getGlyphID(name)]].Private
    pen = T2CharStringPen(width - private.nominalWidthX, None)
    for outline in ERASE_OUTLINES:
        pen.moveTo(outline[0])
        for point in outline[1:]:
            pen.lineTo(point)
        pen.closePath()
    top.CharStrings[name] = pen.getCharString(private, top.GlobalSubrs)
    font["hmtx"][name] = (width, 60)
    for table in font["cmap"].tables:
        if table.isUnicode() and table.cmap.pop(DONOR, None):
            table.cmap[ERASE] = name


def rename(font: TTFont, family: str, style: str) -> None:
    """One family of two weights. The source reserves no font name; its copyright and licence lines stay."""
    postscript = f"{family.replace(' ', '')}-{style}"
    version = font["name"].getDebugName(5).split(";")[0]
    texts = {1: family, 2: style, 3: f"{version};{postscript};subset", 4: f"{family} {style}", 6: postscript}
    for name_id, text in texts.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames[0] = postscript
    cff.topDictIndex[0].FamilyName, cff.topDictIndex[0].FullName = family, f"{family} {style}"


def build(source: Path, style: str) -> Path:
    """Writes one font beside this file; its path."""
    font = TTFont(source / f"NotoSansCJK-{style}.ttc", fontNumber=FACE, recalcTimestamp=False)
    cut(font, wanted(font.getBestCmap()))
    draw_erase(font)
    rename(font, FAMILY, style)
    return saved(font, f"NotoSansSC-{style}.otf")


def build_paper(source: Path, style: str) -> Path:
    """Writes one of the fonts of half widths; its path."""
    font = TTFont(source / f"NotoSansCJK-{style}.ttc", fontNumber=MONO_FACE, recalcTimestamp=False)
    cut(font, HALF_WIDTH)
    rename(font, PAPER_FAMILY, style)
    return saved(font, f"NotoSansMonoSC-Paper-{style}.otf")


def saved(font: TTFont, name: str) -> Path:
    target = HERE / name
    font.save(target)
    print(f"{name}: {len(font.getBestCmap()):,} characters, {target.stat().st_size / 1e6:.2f} MB")
    return target


def main() -> None:
    """Makes all fonts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--source", type=Path, default=Path("/usr/share/fonts/opentype/noto"))
    source = parser.parse_args().source
    for style in ("Regular", "Bold"):
        build(source, style)
        build_paper(source, style)


if __name__ == "__main__":
    main()
