"""Words on glass: of the language that was chosen, and none that did not come from assets/i18n or from the range."""

import re
from collections.abc import Iterable, Iterator

from kiosk.texts import LANGUAGES, Texts, load_texts
from tests.fakes import retailer
from tests.fakes.tablet import MemoryTablet
from tests.ui.critic.scene import Fault, Scene, spoken_name
from tests.words import HAN

LATIN = re.compile(r"[A-Za-z]*[a-z]{2,}[a-z]*")
LETTERS = re.compile(r"[A-Za-z]{3,}|[㐀-鿿]+")
#: What names a language, and what speaks to people of both, is written in either.
BOTH = {"ui.bar.other_language", "ui.access.language", "ui.attract.invitation", "ui.help.word"}
MARK = "‡"


def written(scene: Scene) -> Iterator[str]:
    """All that is read, and all that a screen reader says."""
    for text in scene.texts:
        if text.item.objectName() != "" or not any(around.kind == "QueryHeading" for around in text.above()):
            yield text.text  # a heading with what was typed in it is a sentence in parts
    for target in scene.targets:
        yield spoken_name(target.item)


def foreign(scene: Scene, language: str, known: Iterable[str]) -> Iterator[Fault]:
    """Words of the other language. `known`: what may stand there in any, such as a person's name, or what was typed."""
    allowed = {word.casefold() for word in known}
    for text in set(written(scene)) - _of_both():
        found = HAN.findall(text) if language == "en" else LATIN.findall(text)
        if [word for word in found if word.casefold() not in allowed]:
            yield Fault("other language", repr(text))


def untranslated(scene: Scene, known: Iterable[str]) -> Iterator[Fault]:
    """Words without the mark that every sentence of `marked` texts has, which are none of the range's either."""
    names = sorted(known, key=len, reverse=True)
    for text in set(written(scene)) - _of_both():
        rest = text
        for name in names:
            rest = rest.replace(name, "")
        if MARK not in text and LETTERS.search(rest):
            yield Fault("untranslated", repr(text))


def _of_both() -> set[str]:
    return {load_texts(one)(key) for one in LANGUAGES for key in BOTH}


def marked(language: str) -> Texts:
    """A language in which every sentence can be told from what did not come from there."""
    plain = load_texts(language)
    return Texts(language, {key: sentence + MARK for key, sentence in plain._sentences.items()})


def names_of(tablet: MemoryTablet) -> set[str]:
    """What the range, the shops and their people are called."""
    catalogue = tablet.catalogue
    styles, places, looks = catalogue._styles.values(), catalogue._locations.values(), catalogue._looks.values()
    names = {text for style in styles for text in (style.name_zh, style.name_en)}
    names |= {text for place in places for text in (place.name_zh, place.name_en)}
    names |= {text for look in looks for text in (look.name_zh, look.name_en, look.description_en)}
    for guide in catalogue._size_guides.values():
        names |= {guide.name_en, guide.note_en, *(measure.name_en for measure in guide.measures)}
    names |= {text for style in catalogue._styles.values() for text in (style.category_zh, style.category_en, style.id)}
    for variant in catalogue._variants.values():
        names |= {variant.colour_zh, variant.colour_en, variant.colour, variant.size, variant.sku}
    names |= {member.name for member in retailer.STAFF} | {"王**", "YUNJIA"}
    coupons = (coupon for insight in tablet.reader.insights.values() for coupon in insight.coupons)
    names |= {text for coupon in coupons for text in (coupon.title_zh, coupon.title_en)}
    return names - {""}
