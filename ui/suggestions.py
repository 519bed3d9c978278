"""What somebody who does not know what to type can try: words that find something in this very range."""

from collections.abc import Sequence

from kiosk.domain.catalogue import Style
from kiosk.domain.terms import terms_of
from kiosk.ports.storage import Category
from kiosk.texts import Texts

RECENT = 4  # searches of this shopper that are offered again


def suggestions(
    texts: Texts, categories: Sequence[Category], popular: Sequence[Style], recent: Sequence[str]
) -> tuple[str, ...]:
    """This shopper's own searches, newest first; then a category, a word in pinyin, and a number as on a tag."""
    made = [texts.named(category) for category in categories[:1]]
    for style in popular[:1]:
        made += [spelt_out(style), style.id]
    return tuple(dict.fromkeys(word for word in (*recent[:RECENT], *made) if word))


def spelt_out(style: Style) -> str:
    """The last two characters of the Chinese name in pinyin: its noun (of 夹棉外套, `waitao`); "" when HQ gave none.

    A style's terms hold the pinyin of the whole name and of its ends; what else is Latin in them comes from the English
    texts and the number."""
    latin = set(terms_of(style.name_en, style.category_en, style.id))
    words = [word for word in style.terms.split() if word.isascii() and word.isalpha() and word not in latin]
    longest = max(words, key=len, default="")
    ends = sorted({word for word in words if longest.endswith(word)}, key=len)
    return ends[1] if len(ends) > 1 else ""


def remembered(recent: Sequence[str], query: str) -> tuple[str, ...]:
    """The searches with `query` as the newest; what it was typed on the way to is left out."""
    asked = query.strip()
    if len(asked) < 2:
        return tuple(recent)
    return (asked, *(old for old in recent if not asked.casefold().startswith(old.casefold())))[:RECENT]
