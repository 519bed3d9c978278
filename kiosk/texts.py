"""Sentences in the shopper's language, from assets/i18n/<language>/*.toml; a key is `file.table.name`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from assets import asset_path

LANGUAGES = ("zh", "en")


class Texts:
    """All sentences of one language. `texts("paper.total", amount="¥1.00")`; an unknown key is a bug and says so."""

    def __init__(self, language: str, sentences: Mapping[str, str]) -> None:
        self.language = language
        self._sentences = sentences

    def __call__(self, key: str, **params: object) -> str:
        return self._sentences[key].format(**params)

    def __contains__(self, key: str) -> bool:
        return key in self._sentences

    def keys(self) -> frozenset[str]:
        return frozenset(self._sentences)

    def named(self, thing: Any, field: str = "name") -> str:
        """The field of a bilingual value (`name_zh`, `name_en`) in this language, else in the other."""
        own, other = getattr(thing, f"{field}_{self.language}"), getattr(thing, f"{field}_{_other(self.language)}")
        return str(own or other)


@cache
def load_texts(language: str) -> Texts:
    """Read the language's files once. Unknown languages fall back to English."""
    chosen = language if language in LANGUAGES else "en"
    sentences: dict[str, str] = {}
    for path in sorted(asset_path("i18n", chosen).glob("*.toml")):
        with path.open("rb") as file:
            sentences |= _flat(tomllib.load(file), path.stem)
    return Texts(chosen, sentences)


def _flat(table: Mapping[str, Any], prefix: str) -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in table.items():
        flat |= _flat(value, f"{prefix}.{name}") if isinstance(value, dict) else {f"{prefix}.{name}": str(value)}
    return flat


def _other(language: str) -> str:
    return "en" if language == "zh" else "zh"
