"""Finding HQ in the shop's network: on loopback, with real multicast. Others may announce there meanwhile."""

import secrets

from sync.discovery import Found, announce, browse

LOOPBACK = ["127.0.0.1"]


def unique_name() -> str:
    return f"HQ {secrets.token_hex(4)}"


def listed(name: str, count: int, *, tries: int = 10) -> list[Found]:
    """Those whose name begins so, once there are enough of them."""
    for enough in range(count, count + tries):
        found = [item for item in browse(3, LOOPBACK, enough=enough) if item.name.startswith(name)]
        if len(found) >= count:
            return found
    raise AssertionError(f"{name} was not found")


def test_who_announces_itself_is_found_with_its_port() -> None:
    name = unique_name()
    with announce(name, 8443, LOOPBACK) as settled:
        assert settled.wait(10)
        assert listed(name, 1) == [Found(name, "127.0.0.1", 8443, "hq")]


def test_two_of_one_name_are_told_apart() -> None:
    name = unique_name()
    with announce(name, 1, LOOPBACK) as first:
        assert first.wait(10)
        with announce(name, 2, LOOPBACK, role="hub") as second:
            assert second.wait(10)
            found = listed(name, 2)
    assert sorted((item.port, item.role) for item in found) == [(1, "hq"), (2, "hub")]


def test_who_left_is_no_longer_found() -> None:
    name = unique_name()
    with announce(name, 1, LOOPBACK) as settled:
        assert settled.wait(10)
    assert [item for item in browse(0.3, LOOPBACK) if item.name == name] == []
