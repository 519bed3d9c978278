"""What head office has and has not, devices, and what needs attention, as the manager sees it; the tablet's health."""

from tests.ui.walk.script import Chapter
from tests.ui.walk.steps import ORDER, ORDER_TO_COME, SIGN_IN

SYNC = (
    Chapter(
        "sync",
        f"""
        {ORDER}
        {SIGN_IN}
        click bar.sync
        wait page sync
        wait object sync.device.printer
        look sync pending
        click sync.list
        wait object sync.order.0
        look sync lacking
        click sheet.close
        do "rows come"
        wait object sync.progress
        look sync running
        """,
    ),
    Chapter("sync-empty", f"{SIGN_IN}\nclick bar.sync\nwait page sync\nlook sync nothing-pending"),
    Chapter(
        "sync-attention",
        f"""
        {ORDER_TO_COME}
        do "HQ refuses"
        {ORDER}
        do "all that can happen to an order"
        do "much is wrong at once"
        {SIGN_IN}
        click bar.sync
        wait page sync
        wait object sync.see.orders
        look sync attention
        """,
    ),
)
