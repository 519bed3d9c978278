"""Search terms of a style, computed at HQ: what the names say, and how people who type pinyin write them.

Of 立领夹棉外套, besides its Han bigrams: the syllables (li ling jia …), each pair of neighbours (liling lingjia …, for
most Chinese words have two), the last three and four together (the noun with what qualifies it), the whole, and the
initials, whole (lljmwt) and in threes. Tablets never load pypinyin: it costs 68 MB and 85 µs a name; here every text
is asked about once.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import cast

from kiosk.domain.pinyin import initials_of
from kiosk.domain.terms import terms_of

_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+")
_SPELT_OUT = 12  # characters of a stretch that is a term as a whole
_STRETCH = 60  # characters of one stretch; descriptions are not searched


def style_terms(texts: Iterable[str]) -> str:
    """All terms of a style's texts, each once, separated by blanks."""
    found: dict[str, None] = {}
    for text in texts:
        found.update(dict.fromkeys(_terms(text)))
    return " ".join(found)


@lru_cache(maxsize=200_000)
def _terms(text: str) -> tuple[str, ...]:
    return (*terms_of(text), *_pinyin_terms(text))


def _pinyin_terms(text: str) -> Iterator[str]:
    for stretch in _HAN.findall(text):
        syllables = _syllables(stretch[:_STRETCH])
        yield from syllables
        yield from (first + second for first, second in pairwise(syllables))
        yield from ("".join(syllables[-length:]) for length in (3, 4))
        yield "".join(syllables[:_SPELT_OUT])
        yield "".join(syllable[0] for syllable in syllables[:_SPELT_OUT])
        yield from initials_of(syllables)


def _syllables(stretch: str) -> list[str]:
    """Toneless, one reading a character; ü is v, as keyboards write it. What has no reading is left out."""
    spoken = _pypinyin()(stretch, errors="ignore", v_to_u=False)
    return [syllable.lower() for syllable in spoken if syllable.isascii() and syllable.isalpha()]


@lru_cache(maxsize=1)
def _pypinyin() -> Callable[..., list[str]]:
    from pypinyin import lazy_pinyin

    return cast("Callable[..., list[str]]", lazy_pinyin)
