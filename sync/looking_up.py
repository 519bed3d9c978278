"""Asking HQ at once about somebody who is in no index here: a card that was made a minute ago, in another shop."""

import threading
from collections.abc import Callable

from kiosk.domain.identity import IndexedMember
from kiosk.errors import HqUnreachable
from sync.address import Patience
from sync.protocol import Endpoint

#: Somebody stands there and waits.
AT_ONCE = Patience(connect_s=1, read_s=2, body_s=2)


class MemberLookUp:
    """Over a connection of its own, for one at a time. Raises HqUnreachable at once while there is no line."""

    def __init__(self, endpoint: Endpoint, token: Callable[[], str], online: Callable[[], bool]) -> None:
        self._endpoint = endpoint
        self._token = token
        self._online = online
        self._gate = threading.Lock()

    def ask(self, hashed: str) -> IndexedMember | None:
        """Who has the keyed hash, as HQ knows it now; None when nobody has."""
        token = self._token()
        if not token or not self._online():
            raise HqUnreachable("There is no line to head office now.")
        with self._gate:
            told = self._endpoint.resolve(token, hashed)
        if not told.known:
            return None
        return IndexedMember(told.member, told.tier, told.price_list, told.home_shop, told.consent)
