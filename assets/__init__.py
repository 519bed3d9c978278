"""What the product ships beside its code: fonts, icons, words, sounds and the demo retailer's files."""

import sys
from pathlib import Path

#: What Qt calls the family of both bundled fonts; name it in `Theme.qml` and nowhere else.
FONT_FAMILY = "Noto Sans SC"
#: Weight 400, for glass and for receipt lines drawn as pictures.
FONT_REGULAR = "fonts/NotoSansSC-Regular.otf"
#: Weight 700, with the same characters.
FONT_BOLD = "fonts/NotoSansSC-Bold.otf"
#: ASCII and ¥ half as wide as high, as a receipt printer's own letters are: for pictures of paper.
FONT_PAPER_REGULAR = "fonts/NotoSansMonoSC-Paper-Regular.otf"
FONT_PAPER_BOLD = "fonts/NotoSansMonoSC-Paper-Bold.otf"


def asset_path(*parts: str) -> Path:
    """The file or folder `parts` below this package, as it lies on disk, in a checkout, a wheel or a bundle alike.

    Raises FileNotFoundError when the installation lacks it: that is a fault of packaging, never of the user.
    """
    path = _root().joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"the installation is incomplete, {'/'.join(parts)} is missing: install kiosk again")
    return path


def _root() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) / "assets" if frozen else Path(__file__).parent
