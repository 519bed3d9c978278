"""Words a search can find: Chinese as single characters and pairs, everything else as whole words.

Chinese is written without blanks, so every pair of neighbouring characters is a term: a query of any two of them finds
the name without a dictionary. Pinyin and initials are further Latin terms that HQ appends; nothing here knows of them.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from string import ascii_lowercase

from kiosk.domain.pinyin import Term, by_syllables, is_spelt, meanings
from kiosk.domain.simplified import simplified

MAX_TERMS = 24  # of a query; a pasted page of text must not become an expression too deep to run
MAX_WORD = 48
_LONGEST_WORD = 12  # letters; a longer one with a typing error is pinyin
_NEAR_READINGS = 2  # ways to cut a word that may have been meant into syllables
_MIN_REPAIRED, _MAX_REPAIRED = 4, 24  # letters of a word in which a typing error is looked for
_MAX_QUERY = 400

# Ideographs with their extensions, 々〇, kana: scripts without blanks between words.
_HAN = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"(?P<han>[{_HAN}]+)|(?P<word>[^\W_{_HAN}]+)")
_ACCENTS = re.compile("[\u0300-\u036f]")
_INVISIBLE = frozenset(("Cf", "Cs", "Co", "Cn"))


def fold_text(text: str) -> str:
    """The text as it is compared: NFKC (full width becomes half), lower case, no accents, nothing invisible, single
    blanks."""
    shown = "".join(map(_visible, unicodedata.normalize("NFKC", text)))
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", shown.casefold()))
    return " ".join(unicodedata.normalize("NFKC", bare).split())


def _visible(character: str) -> str:
    kind = unicodedata.category(character)
    return " " if kind == "Cc" else "" if kind in _INVISIBLE else character


def terms_of(*texts: str) -> list[str]:
    """All terms of the texts, each once, in the order of first appearance."""
    found: dict[str, None] = {}
    for text in texts:
        for token in _TOKEN.finditer(simplified(fold_text(text))):
            run = token["han"]
            found.update(dict.fromkeys([*run, *_pairs(run)] if run else [token["word"][:MAX_WORD]]))
    return list(found)


def _pairs(run: str) -> list[str]:
    return [run[index : index + 2] for index in range(len(run) - 1)]


def match_query(text: str) -> str:
    """An FTS5 MATCH expression: every term of the text must occur, the last Latin word at least begin a term. A Latin
    word may also be pinyin or initials of any stretch.

    "" when the text has nothing to search for. No input is a syntax error: a term is only ever letters and digits."""
    return " AND ".join(_quoted(text, _word))


def repaired_query(text: str, finds: Callable[[str], bool]) -> str:
    """The same with one typing error allowed in every Latin word that finds nothing by itself; "" when there is none.
    `finds`: whether an expression has any match."""
    repaired: list[tuple[Term, ...]] = []

    def word(text: str, *, last: bool) -> str:
        plain = _word(text, last=last)
        if not _MIN_REPAIRED <= len(text) <= _MAX_REPAIRED or not text.isascii() or not text.isalpha() or finds(plain):
            return plain
        near = list(_near(text))
        repaired.extend(near[:1])
        return _either(near) if near else plain

    terms = _quoted(text, word)
    return " AND ".join(terms) if repaired else ""


def _quoted(text: str, word: Callable[..., str]) -> list[str]:
    tokens = list(_TOKEN.finditer(simplified(fold_text(text[:_MAX_QUERY]))))
    last_word = next((token for token in reversed(tokens) if token["word"]), None)
    terms: dict[str, None] = {}
    for token in tokens[:MAX_TERMS]:
        run = token["han"]
        if run:
            terms.update((f'"{term}"', None) for term in (_pairs(run) or [run]))
        else:
            terms[word(token["word"][:MAX_WORD], last=token is last_word)] = None
    return list(terms)[:MAX_TERMS]


def _word(word: str, *, last: bool) -> str:
    return _either([((word, last),), *meanings(word, open_end=last)])


def _either(found: Iterable[tuple[Term, ...]]) -> str:
    """Any of the meanings, each of which is terms that all must occur."""
    said = list(dict.fromkeys(" AND ".join(f'"{term}"{"*" if begun else ""}' for term, begun in one) for one in found))
    return said[0] if len(said) == 1 and " AND " not in said[0] else f"({' OR '.join(f'({one})' for one in said)})"


def _near(word: str) -> Iterator[tuple[Term, ...]]:
    """Words with one letter more, less, wrong, or two neighbours exchanged; as they are, and as pinyin."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    fewer = [left + right[1:] for left, right in cuts if right]
    turned = [left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1]
    other = [left + letter + right[1:] for left, right in cuts if right for letter in ascii_lowercase]
    more = [left + letter + right for left, right in cuts for letter in ascii_lowercase]
    for near in dict.fromkeys((*fewer, *turned, *other, *more)):
        if near != word:
            if len(word) <= _LONGEST_WORD:
                yield ((near, False),)
            if is_spelt(near):
                yield from by_syllables(near, open_end=False, most=_NEAR_READINGS)
