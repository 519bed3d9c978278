"""looks.csv: pieces of the range that are worn together. Whole; comes after the range, whose colours it names."""

from collections.abc import Iterator, Mapping

import msgspec

from sync.hq.database import HqDatabase
from sync.hq.importers import fields
from sync.hq.importers.fields import BadRow
from sync.hq.importers.ranking import ranked
from sync.hq.importers.table import Columns
from sync.hq.importers.whole import Cells, Input, WholeFile, add_up
from sync.hq.importers.world import World
from sync.hq.publishing import CATALOGUE

LOOKS = Columns(
    required=("look", "name_zh", "name_en", "pieces"), optional=("description_zh", "description_en", "popularity")
)
FEWEST, MOST = 2, 8  # pieces of a look

Colours = Mapping[str, Mapping[str, str]]  # style → its colours, by how they may be written

_to_json = msgspec.json.Encoder().encode


def take_looks(database: HqDatabase, inputs: Mapping[str, Input], world: World) -> None:
    """Make the file HQ's whole set of looks."""
    source = inputs["looks.csv"]
    with database.write() as tx:
        looks = _Looks(source, world.colours(tx))
        file = WholeFile(source, lambda cells: fields.place(cells[0], "look"), looks.body)
        with source.desk.working():
            documents = [(key, msgspec.json.decode(body)) for key, body in file.rows_and_kept(tx, CATALOGUE, "look")]
            order = ranked(documents, looks.popularity)
            rows = ((look, _to_json(document).decode()) for look, document in order.items())
            add_up(source.desk, tx.put_whole(CATALOGUE, "look", rows))


class _Looks:
    """Parses looks into documents without their rank."""

    def __init__(self, source: Input, colours: Colours) -> None:
        self._source = source
        self._colours = colours
        self.popularity: dict[str, int] = {}

    def body(self, look: str, line: int, cells: Cells) -> str:
        def notice(reason: str) -> None:
            self._source.desk.notice(line, reason)

        name_zh, name_en = fields.names(cells[1], cells[2], "name", notice)
        texts = {
            title: fields.name(cells[place], title, notice, longest=fields.MAX_DESCRIPTION)
            for place, title in ((4, "description_zh"), (5, "description_en"))
        }
        pieces = [{"style": style, "colour": colour} for style, colour in self._pieces(cells[3])]
        popularity = fields.whole(cells[6], "popularity", default=0)
        self.popularity[look] = popularity
        document = {"id": look, "name_zh": name_zh, "name_en": name_en}
        document |= {title: text for title, text in texts.items() if text}
        return _to_json({**document, "pieces": pieces}).decode()

    def _pieces(self, text: str) -> Iterator[tuple[str, str]]:
        words = text.split()
        if not FEWEST <= len(words) <= MOST:
            raise BadRow(f"pieces has {len(words)} pieces; {FEWEST} to {MOST} are allowed")
        taken: set[tuple[str, str]] = set()
        for word in words:
            piece = self._piece(word)
            if piece in taken:
                raise BadRow(f"piece {word[:60]!r} stands there twice")
            taken.add(piece)
            yield piece

    def _piece(self, word: str) -> tuple[str, str]:
        """Codes of styles and colours may have a stroke of their own: the known style decides where they part."""
        places = [place for place, sign in enumerate(word) if sign == "/"]
        if not places:
            raise BadRow(f"piece {word[:60]!r} is not written STYLE/COLOUR")
        pairs = [(word[:place].upper(), word[place + 1 :]) for place in places]
        known = [(style, colour) for style, colour in pairs if style in self._colours]
        if not known:
            raise BadRow(f"style {pairs[0][0][:60]!r} of piece {word[:60]!r} is not known or has no variants")
        for style, colour in known:
            spellings = self._colours[style]
            if found := spellings.get(colour) or spellings.get(colour.casefold()):
                return style, found
        raise BadRow(f"style {known[0][0]!r} has no colour {known[0][1][:60]!r}")
