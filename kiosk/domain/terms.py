"""Words a search can find: Chinese as single characters and pairs, everything else as whole words.

Chinese is written without blanks, so every pair of neighbouring characters is a term: a query of any two of them finds
the name without a dictionary. Pinyin and initials are further Latin terms that HQ appends; nothing here knows of them.
"""

import re
import unicodedata

MAX_TERMS = 24  # of a query; a pasted page of text must not become an expression too deep to run
MAX_WORD = 48
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
        for token in _TOKEN.finditer(fold_text(text)):
            run = token["han"]
            found.update(dict.fromkeys([*run, *_pairs(run)] if run else [token["word"][:MAX_WORD]]))
    return list(found)


def _pairs(run: str) -> list[str]:
    return [run[index : index + 2] for index in range(len(run) - 1)]


def match_query(text: str) -> str:
    """An FTS5 MATCH expression: every term of the text must occur, the last Latin word at least begin a term.

    "" when the text has nothing to search for. No input is a syntax error: a term is only ever letters and digits."""
    tokens = list(_TOKEN.finditer(fold_text(text[:_MAX_QUERY])))
    last_word = next((token for token in reversed(tokens) if token["word"]), None)
    terms: dict[str, None] = {}
    for token in tokens:
        run = token["han"]
        if run:
            quoted = [f'"{term}"' for term in (_pairs(run) or [run])]
        else:
            quoted = [f'"{token["word"][:MAX_WORD]}"' + ("*" if token is last_word else "")]
        terms.update(dict.fromkeys(quoted))
    return " AND ".join(list(terms)[:MAX_TERMS])
