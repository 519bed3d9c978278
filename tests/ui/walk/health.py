"""This tablet's health."""

from tests.ui.walk.script import Chapter
from tests.ui.walk.steps import SIGN_IN

_OPEN = f"{SIGN_IN}\nclick bar.sync\nwait page sync\nclick sync.health\nwait page health\nwait object health.found.0"
HEALTH = (
    Chapter(
        "health",
        f"""
        {_OPEN}
        look health well
        click health.pack
        wait object notice
        look health packed
        """,
    ),
    Chapter("health-unwell", f"do 'much is wrong at once'\n{_OPEN}\nlook health unwell"),
)
