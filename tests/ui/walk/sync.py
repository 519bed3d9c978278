"""What head office has and has not, as the manager sees it."""

from tests.ui.walk.script import Chapter
from tests.ui.walk.steps import ORDER, SIGN_IN

SYNC = (
    Chapter(
        "sync",
        f"""
        {ORDER}
        {SIGN_IN}
        click bar.sync
        wait page sync
        look sync pending
        do "rows come"
        wait object sync.progress
        look sync running
        """,
    ),
    Chapter("sync-empty", f"{SIGN_IN}\nclick bar.sync\nwait page sync\nlook sync nothing-pending"),
)
