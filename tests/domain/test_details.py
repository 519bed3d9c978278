"""What a shopper types on their own phone: tidy, whole, and never taken for something else."""

import pytest

from kiosk.domain.details import Address, FieldWrong, Invoice, details_blob, details_in, tidied

ADDRESS = Address("会员", "13800000001", "上海市静安区", "南京西路 1 号")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("phone", "12345"),
        ("phone", ""),
        ("region", ""),
        ("street", "x" * 201),
        ("name", " a"),
        ("name", "a\x07b"),
    ],
)
def test_an_address_says_which_field_is_wrong(field: str, value: str) -> None:
    fields = {"name": "A", "phone": "13800000001", "region": "Shanghai", "street": "1 Road", field: value}
    with pytest.raises(FieldWrong) as wrong:
        Address(**fields)
    assert wrong.value.params["field"] == field


@pytest.mark.parametrize("number", ["", "91310000MA1FL2TT1X"[:18], "310115123456789", "12345678901234567", "1" * 20])
def test_tax_numbers_of_companies_and_none_of_a_person(number: str) -> None:
    assert Invoice("上海某某有限公司", number).tax_number == number


@pytest.mark.parametrize("number", ["1", "9131000OMA1FL2TT1X", "91310000ma1fl2tt1x", "1" * 16, "9" * 21])
def test_what_is_no_tax_number_is_refused(number: str) -> None:
    with pytest.raises(FieldWrong):
        Invoice("A", number)


def test_what_was_typed_is_tidied() -> None:
    assert tidied("  南京西路\r\n1\t 号\u3000 \x00") == "南京西路 1 号"


def test_a_blob_holds_what_was_given_and_its_hash_cannot_be_guessed_back() -> None:
    first, second = details_blob(ADDRESS, "a" * 32), details_blob(ADDRESS, "b" * 32)
    assert first != second
    assert details_in(Address, first) == ADDRESS
    assert details_in(Invoice, first) is None
    assert details_in(Address, b"{") is None
    assert details_in(Address, b"[]") is None
