"""How long the commands are that receipt printers know, so that a decoder can step over what it does not show.

After "ESC/POS Command Reference" (Epson) and what common libraries send.
"""

#: Two-byte commands whose arguments have a fixed number of bytes and that put nothing on paper.
FIXED: dict[bytes, int] = {
    **dict.fromkeys((b"\x1b<", b"\x1bL", b"\x1bS", b"\x1bv", b"\x1b\x0c", b"\x1b1"), 0),
    **dict.fromkeys((b"\x1b=", b"\x1b?", b"\x1bR", b"\x1bT", b"\x1bU", b"\x1bV", b"\x1br", b"\x1bu", b"\x1b{"), 1),
    **dict.fromkeys((b"\x1bB", b"\x1bc"), 2),
    b"\x1bW": 8,
    **dict.fromkeys((b"\x1d:", b"\x1dc"), 0),
    **dict.fromkeys((b"\x1dE", b"\x1dI", b"\x1dT", b"\x1da", b"\x1dj"), 1),
    **dict.fromkeys((b"\x1d$", b"\x1dP", b"\x1d\\"), 2),
    **dict.fromkeys((b"\x1d^", b"\x1dz"), 3),
    b"\x1dg": 4,
    b"\x1c2": 74,
    **dict.fromkeys((b"\x1c!", b"\x1cW", b"\x1cC"), 1),
    **dict.fromkeys((b"\x1cS", b"\x1cp", b"\x1c?"), 2),
    b"\x10\x05": 1,
}

#: ESC t n → Python's name of the code page; any other n is read as the first.
CODE_PAGES: dict[int, str] = {
    0: "cp437",
    2: "cp850",
    3: "cp860",
    4: "cp863",
    5: "cp865",
    13: "cp857",
    14: "cp737",
    15: "iso8859_7",
    16: "cp1252",
    17: "cp866",
    18: "cp852",
    19: "cp858",
    21: "cp874",
    32: "cp720",
    33: "cp775",
    34: "cp855",
    36: "cp862",
    37: "cp864",
    39: "iso8859_2",
    40: "iso8859_15",
    45: "cp1250",
    46: "cp1251",
    47: "cp1253",
    48: "cp1254",
    49: "cp1255",
    50: "cp1256",
    51: "cp1257",
    52: "cp1258",
}

#: GS k m, the old form (ends with NUL) and the form with a length byte.
BARCODE_KINDS: dict[int, str] = dict(enumerate(("upca", "upce", "ean13", "ean8", "code39", "itf", "codabar")))
BARCODE_KINDS |= {m + 65: kind for m, kind in BARCODE_KINDS.items()}
BARCODE_KINDS |= {
    72: "code93",
    73: "code128",
    74: "gs1-128",
    75: "databar",
    76: "databar",
    77: "databar",
    78: "databar",
}
BARCODE_KINDS[79] = "code128"

#: GS ( k cn: two-dimensional symbols.
MATRIX_KINDS: dict[int, str] = {48: "pdf417", 49: "qr", 50: "maxicode", 51: "databar", 52: "composite", 53: "aztec"}
MATRIX_KINDS[54] = "datamatrix"


def code128_text(data: bytes) -> str:
    """The text in the data of GS k 73: `{A` `{B` `{C` choose the subset, `{{` is a brace, `{1` and so on are function
    characters and no text."""
    subset, text, at = "B", "", 0
    while at < len(data):
        byte = data[at]
        mark = chr(data[at + 1]) if byte == 0x7B and at + 1 < len(data) else ""
        at += 2 if mark else 1
        if mark in {"A", "B", "C"}:
            subset = mark
        elif mark == "{":
            text += "{"
        elif not mark:
            text += f"{byte:02d}" if subset == "C" else chr(byte)
    return text
