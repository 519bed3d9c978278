"""The picture of a slip is what a printer would do with the same bytes: dots, columns, symbols, edges."""

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageOps

from drivers.escpos_bars import modules
from drivers.escpos_glyphs import cell
from drivers.escpos_ops import Code, Style
from drivers.escpos_paint import Painting, paint
from drivers.escpos_sheet import PAPER_58, PAPER_80, Paper, paper_for
from kiosk.ports.devices import Align
from tests.drivers.paper import decode, steps

START = b"\x1b@\x1c&"


def painted(data: bytes, paper: Paper = PAPER_80) -> Painting:
    return paint(steps(data), paper)


def boxes(data: bytes) -> list[tuple[int, int, int, int]]:
    """Left, top, width, height of everything on the paper, in dots of the printable width."""
    return [(item.x, item.y, *item.image.size) for item in painted(data).placed]


def ink(image: Image.Image) -> int:
    return image.histogram()[255]


# Text


def test_letters_take_twelve_dots_and_chinese_characters_twenty_four() -> None:
    assert boxes(START + "衬M\n".encode("gbk")) == [(0, 0, 24, 24), (24, 0, 12, 24)]


def test_a_line_moves_the_paper_by_its_spacing_and_by_its_height_if_that_is_more() -> None:
    assert [box[1] for box in boxes(b"a\nb\n\x1b3\x3cc\nd\n\x1b2\x1d!\x11e\n\x1d!\x00f\n")] == [
        0,
        30,
        60,
        120,
        180,
        228,
    ]


def test_characters_of_all_sizes_stand_on_one_line() -> None:
    assert boxes(b"a\x1d!\x12b\x1d!\x00c\n") == [(0, 48, 12, 24), (12, 0, 24, 72), (36, 48, 12, 24)]


def test_font_b_is_smaller_and_spacing_adds_to_every_character() -> None:
    assert boxes(b"\x1bM\x01ab\n") == [(0, 0, 9, 17), (9, 0, 9, 17)]
    assert boxes(b"\x1b \x03ab\n") == [(0, 0, 15, 24), (15, 0, 15, 24)]


@pytest.mark.parametrize(("align", "left"), [(0, 0), (1, 276), (2, 552)])
def test_a_line_stands_where_it_is_told(align: int, left: int) -> None:
    assert [box[0] for box in boxes(b"\x1ba" + bytes([align]) + b"ab\n")] == [left, left + 12]


def test_a_full_line_goes_on_in_the_next_one() -> None:
    found = boxes(b"x" * 49 + b"\n")
    assert (found[47], found[48]) == ((564, 0, 12, 24), (0, 30, 12, 24))


def test_tabs_positions_margins_and_widths_are_kept_and_forgotten_with_a_reset() -> None:
    assert [box[0] for box in boxes(b"a\tb\x1b$\x2c\x01c\x1b\\\xf4\xffd\n")] == [0, 96, 300, 300]
    assert [box[0] for box in boxes(b"\x1bD\x02\x00a\tb\n")] == [0, 24]
    assert [box[0] for box in boxes(b"\x1dL\x64\x00\x1dW\x18\x00abc\n\x1b@d\n")] == [100, 112, 100, 0]


def test_bold_is_blacker_inverse_is_the_opposite_and_underlined_has_a_line() -> None:
    plain, bold, inverse = (cell("M", style) for style in (Style(), Style(bold=True), Style(inverse=True)))
    assert 30 < ink(plain) < ink(bold)
    assert inverse.tobytes() == ImageOps.invert(plain).tobytes()
    assert ink(cell(" ", Style(underline=2))) == 24


@pytest.mark.parametrize("char", "衬￥●○×─·A¥g")
def test_every_character_of_our_slips_has_a_shape_within_its_cell(char: str) -> None:
    drawn = cell(char, Style(chinese=True))
    assert drawn.size in ((12, 24), (24, 24))
    assert 4 < ink(drawn) < 24 * 24 * 0.8


def test_enlarged_characters_are_blocks_until_smoothing_is_on() -> None:
    small, large = cell("S", Style()), cell("S", Style(width=2, height=2))
    assert large.tobytes() == small.resize((24, 48), Image.Resampling.NEAREST).tobytes()
    smooth = cell("S", Style(width=2, height=2, smooth=True))
    assert smooth.size == large.size
    assert smooth.tobytes() != large.tobytes()


# Symbols


@pytest.mark.parametrize(
    ("m", "data", "kind", "read"),
    [
        (65, b"012345678905", "EAN-13", "0012345678905"),
        (65, b"01234567890", "EAN-13", "0012345678905"),
        (66, b"01234565", "UPC-E", "0012345000065"),
        (66, b"012345000065", "UPC-E", "0012345000065"),
        (67, b"6901234567892", "EAN-13", "6901234567892"),
        (67, b"690123456789", "EAN-13", "6901234567892"),
        (68, b"96385074", "EAN-8", "96385074"),
        (69, b"*JA-01*", "Code 39", "JA-01"),
        (70, b"12345670", "ITF", "12345670"),
        (71, b"A40156B", "Codabar", "A40156B"),
        (72, b"Linen M-01", "Code 93", "Linen M-01"),
        (73, b"{BJA-01-A-{C\x00\x00\x01", "Code 128", "JA-01-A-000001"),
        (73, b"{Ba{{b", "Code 128", "a{b"),
    ],
)
def test_bars_of_every_kind_are_read_by_a_reader_that_knows_nothing_of_us(
    m: int, data: bytes, kind: str, read: str
) -> None:
    slip = painted(b"\x1ba\x01\x1dh\x50\x1dw\x02\x1dk" + bytes([m, len(data)]) + data + b"\n")
    (found,) = zxingcpp.read_barcodes(slip.image)
    assert (str(found.format), found.text.strip("*")) == (kind, read)


def test_upc_e_stands_for_every_long_form_that_has_one() -> None:
    for long in ("01200000789", "01210000789", "01230000089", "01234000009", "01234500006"):
        (found,) = zxingcpp.read_barcodes(painted(b"\x1ba\x01\x1dw\x03\x1dkB\x0b" + long.encode() + b"\n").image)
        assert (str(found.format), found.text[1:12]) == ("UPC-E", long)


@pytest.mark.parametrize(
    ("kind", "data"),
    [("ean13", b"12"), ("ean8", b"abcdefg"), ("itf", b"123"), ("code39", b"\xe4"), ("code128", b"no subset"),
     ("code128", b"{C\xc8"), ("code128", b""), ("upce", b"99999999999"), ("codabar", b""), ("databar", b"1")],
)  # fmt: skip
def test_bars_that_no_printer_would_print_are_a_frame_and_named(kind: str, data: bytes) -> None:
    assert modules(kind, data) == ""
    assert paint([Code(kind, "asked for", data=data)], PAPER_80).lost == ("asked for",)


def test_bars_wider_than_the_paper_are_lost_and_said_to_be() -> None:
    data = b"\x1dw\x06\x1dkI\x0c{BJA-01-A-01\n"
    assert painted(data, PAPER_58).lost == ("JA-01-A-01",)


def test_the_characters_of_bars_stand_where_they_were_asked_for() -> None:
    heights = [painted(b"\x1dH" + bytes([n]) + b"\x1dh\x50\x1dkE\x03ABC\n").placed[0].image.height for n in range(4)]
    assert heights == [80, 108, 108, 136]


@pytest.mark.parametrize("module", [2, 3, 6, 8])
def test_a_qr_code_has_the_module_size_it_was_sent_with(module: int) -> None:
    store = b"1P0" + b"JA-01-A-000001"
    data = b"\x1d(k\x03\x001C" + bytes([module]) + b"\x1d(k" + len(store).to_bytes(2, "little") + store
    slip = painted(data + b"\x1d(k\x03\x001Q0")
    assert slip.placed[0].image.size == (21 * module, 21 * module)
    (found,) = zxingcpp.read_barcodes(slip.image)
    assert (str(found.format), found.text) == ("QR Code", "JA-01-A-000001")


# Pictures


def test_pictures_by_rows_and_by_columns_are_the_same_dots() -> None:
    by_rows = b"\x1dv0\x00\x01\x00\x08\x00" + bytes([0x80, 0x40, 0x20, 0x10, 0x08, 0x04, 0x02, 0x01])
    by_columns = b"\x1d*\x01\x01" + bytes([0x80, 0x40, 0x20, 0x10, 0x08, 0x04, 0x02, 0x01]) + b"\x1d/\x00"
    first, second = (painted(data).placed[0].image for data in (by_rows, by_columns))
    assert first.tobytes() == second.tobytes()
    assert [first.getpixel((at, at)) for at in range(8)] == [255] * 8
    assert ink(first) == 8


def test_pictures_are_enlarged_as_the_command_says() -> None:
    sizes = [painted(b"\x1dv0" + bytes([m]) + b"\x01\x00\x01\x00\xff").placed[0].image.size for m in range(4)]
    assert sizes == [(8, 1), (16, 1), (8, 2), (16, 2)]
    assert painted(b"\x1b*\x00\x02\x00\xff\xff\n").placed[0].image.size == (4, 24)
    assert painted(b"\x1b*\x21\x02\x00" + b"\xff" * 6 + b"\n").placed[0].image.size == (2, 24)


def test_a_character_drawn_by_the_host_is_printed_while_it_is_switched_on() -> None:
    drawn = b"\x1b&\x03AA\x02\xff\xff\xff\xff\xff\xff"
    assert boxes(drawn + b"\x1b%\x01A\x1b%\x00A\n") == [(0, 0, 2, 24), (2, 0, 12, 24)]


# The sheet


def test_both_rolls_have_their_width_and_margins() -> None:
    assert [painted(b"a\n", paper).image.width for paper in (PAPER_80, PAPER_58)] == [640, 464]
    assert (paper_for(48), paper_for(32)) == (PAPER_80, PAPER_58)


def test_a_cut_edge_a_torn_edge_and_an_opened_drawer_look_different() -> None:
    whole, torn, with_drawer = (
        painted(data).image for data in (b"a\n\x1dVB\x00", b"a\n", b"\x1bp\x00\x19\xfaa\n\x1dVB\x00")
    )
    assert whole.size == torn.size
    assert whole.tobytes() != torn.tobytes()
    assert with_drawer.height > whole.height


def test_nothing_is_painted_outside_the_printable_width() -> None:
    for align in Align:
        n = bytes([list(Align).index(align)])
        for left, _, wide, _ in boxes(b"\x1ba" + n + b"\x1d!\x33" + b"W" * 30 + b"\n"):
            assert 0 <= left <= left + wide <= PAPER_80.dots


# What others send


RECORDED = {
    "barcode": {"0012345678905", "0012345000065", "01234565", "ABC 012", "0123456789", "A012345A", "012abcd", "213243"},
    "qr-code": {"Testing 123", "0123456789012345678901234567890123456789", "abcdefghijklmnopqrstuvwxyzabcdefghijklmn"},
    "demo": {"9876", "42", "Testing 123"},
    "receipt-with-logo": {"42"},
}
OTHERS = [
    "bit-image", "character-encodings", "character-tables", "graphics", "margins-and-spacing", "pdf417-code",
    "text-size", "unifont-print-buffer",
]  # fmt: skip


@pytest.mark.parametrize("name", [*RECORDED, *OTHERS])
@pytest.mark.parametrize("paper", [PAPER_80, PAPER_58], ids=["80 mm", "58 mm"])
def test_recorded_streams_of_another_library_become_pictures(name: str, paper: Paper, test_data: Path) -> None:
    slips = decode((test_data / "escpos" / "escpos-php" / f"{name}.bin").read_bytes())
    paintings = [paint(slip.ops, paper) for slip in slips]
    assert paintings
    for slip, painting in zip(slips, paintings, strict=True):
        assert slip.unknown == 0
        assert painting.placed or not slip.text.strip()
    if paper is PAPER_80:
        read = {found.text for painting in paintings for found in zxingcpp.read_barcodes(painting.image)}
        assert RECORDED.get(name, set()) <= read


def test_the_logo_of_the_recorded_receipt_is_centred_and_the_picture_of_a_penguin_is_black_and_white(
    test_data: Path,
) -> None:
    slips = decode((test_data / "escpos" / "escpos-php" / "receipt-with-logo.bin").read_bytes())
    logo = paint(slips[0].ops, PAPER_80).placed[0]
    assert logo.x * 2 + logo.image.width == PAPER_80.dots
    assert 0.02 < ink(logo.image) / (logo.image.width * logo.image.height) < 0.5


def test_unknown_commands_are_counted_and_leave_the_rest_alone() -> None:
    (slip,) = decode(b"\x1b\x7fab\n\x1d\x01\x1c\xffcd\n\x1dV\x00")
    assert slip.unknown == 3
    assert slip.text.split() == ["ab", "cd"]
    assert len(paint(slip.ops, PAPER_80).placed) == 4
