"""An entry of the ledger as one sentence that a guide can read."""

from collections.abc import Callable

from kiosk.domain.catalogue import Location
from kiosk.domain.credit_entries import Argument, Entry, Number
from kiosk.domain.money import format_minor
from kiosk.services.wording import clock_text, date_text
from kiosk.texts import Texts

Named = Callable[[str], str]  # the id of a guide, a shop or a party → how people call it


class CreditWords:
    """Sentences in one language, on one shop's clock."""

    def __init__(self, texts: Texts, here: Location, named: Named, currency: str = "CNY") -> None:
        self._texts = texts
        self._here = here
        self._named = named
        self._currency = currency

    def sentence(self, entry: Entry) -> str:
        """`60 % Lin: badge scanned at 14:02 on Thu 26 Nov`."""
        texts, who = self._texts, self.party(entry.party)
        why = texts(f"credit.{entry.reason.code.value}", **self._told(dict(entry.reason.args)))
        if entry.reverses:
            return texts("credit.says.back", who=who, why=why)
        said = texts(f"credit.says.{entry.number.value}", who=who, why=why, percent=entry.percent)
        if entry.taken_off is not None:
            kinds = texts("paper.separator").join(texts(f"credit.kind.{kind}") for kind in entry.taken_off.kinds)
            minor = format_minor(entry.taken_off.minor, self._currency)
            said = texts("credit.says.taken_off", said=said, minor=minor, kinds=kinds)
        if entry.own_purchase and entry.number is not Number.REVENUE:
            said = texts("credit.says.own", said=said)
        return said

    def party(self, party: str) -> str:
        """Whoever has an entry, by the name people know them by."""
        key = f"credit.party.{party}"
        return self._texts(key) if key in self._texts else self._named(party)

    def _told(self, args: dict[str, Argument]) -> dict[str, Argument]:
        told = dict(args)
        if "at_ms" in args:
            told["day"] = date_text(self._texts, int(args["at_ms"]), self._here)
            told["time"] = clock_text(int(args["at_ms"]), self._here)
        if "until_ms" in args:
            told["until"] = date_text(self._texts, int(args["until_ms"]), self._here)
        if "role" in args:
            told["role"] = self._texts(f"credit.role.{args['role']}")
        if "words" in args:  # a reason of ours that was tapped is said in every language, one's own words as they are
            key = f"credit.said.{args['words']}"
            told["words"] = self._texts(key) if key in self._texts else args["words"]
        for name in {"guide", "by"} & args.keys():
            told[name] = self._named(str(args[name]))
        return told
