"""QR codes on glass, for a phone's camera."""

from urllib.parse import quote, unquote

import segno
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtQml import QQmlImageProviderBase
from PySide6.QtQuick import QQuickImageProvider

_LARGEST = 2048
#: Modules that stay white around a code (ISO/IEC 18004).
_QUIET = 4


def code_source(text: str) -> str:
    """The picture's address for a text; "" for none."""
    return f"image://codes/{quote(text, safe='')}" if text else ""


class CodeProvider(QQuickImageProvider):
    """`image://codes/<text, percent-encoded>`: a QR code with its quiet zone, black on white, not larger than asked
    for, each module a whole number of pixels."""

    def __init__(self) -> None:
        super().__init__(QQmlImageProviderBase.ImageType.Image)

    def requestImage(self, key: str, _size: QSize, wanted: QSize) -> QImage:
        rows = segno.make_qr(unquote(key), error="m", boost_error=False).matrix
        small = QImage(len(rows) + 2 * _QUIET, len(rows) + 2 * _QUIET, QImage.Format.Format_RGB32)
        small.fill(Qt.GlobalColor.white)
        for y, row in enumerate(rows, _QUIET):
            for x, dark in enumerate(row, _QUIET):
                if dark:
                    small.setPixel(x, y, 0)
        module = max(1, min(wanted.width(), _LARGEST) // small.width())
        return small.scaledToWidth(small.width() * module)
