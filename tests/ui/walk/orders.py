"""Orders as staff see them: lists by what is to be done, an order with its history, shoppers to call back."""

from tests.ui.walk.script import Chapter
from tests.ui.walk.steps import ORDER, ORDER_TO_COME, SIGN_IN

ORDERS = (
    Chapter("orders-empty", f"{SIGN_IN}\nlook orders empty\nclick orders.standing.lapses\nlook orders none-lapse"),
    Chapter(
        "orders",
        f"""
        {ORDER}
        {ORDER_TO_COME}
        do "HQ refuses"
        {SIGN_IN}
        wait object orders.order.{{N}}
        look orders list
        do "a day goes by"
        click orders.standing.lapses
        wait text orders.heading Lapses
        look orders lapses
        click orders.search
        type jacket
        wait object orders.order.{{N}}
        look orders found
        type zzz
        wait gone orders.order.{{N}}
        look orders not-found
        """,
    ),
    Chapter(
        "order",
        f"""
        {ORDER_TO_COME}
        do "HQ confirms"
        {SIGN_IN}
        scan {{N}}
        wait page order
        look order placed
        click order.cancel
        wait object order.reason.mistake
        look order why
        click sheet.close
        click order.makeReady
        wait gone order.makeReady
        look order ready
        click order.showHistory
        wait object history.what.2
        look order history
        """,
    ),
    Chapter(
        "order-history",
        f"""
        {ORDER_TO_COME}
        do "all that can happen to an order"
        {SIGN_IN}
        scan {{N}}
        wait page order
        click order.showHistory
        wait object history.what.2
        look order long-history
        """,
    ),
    Chapter("calls-empty", f"{SIGN_IN}\nclick orders.standing.call_back\nwait page calls\nlook calls empty"),
    Chapter(
        "calls",
        f"""
        {ORDER_TO_COME}
        do "HQ refuses"
        {ORDER_TO_COME}
        do "HQ refuses"
        {SIGN_IN}
        click orders.standing.call_back
        wait page calls
        wait object calls.call.1
        look calls two
        click calls.again
        wait object calls.time.soon
        look calls when
        click calls.time.soon
        wait text calls.call.1 tried
        click calls.call.1
        look calls tried
        click refused.ways.0
        wait page style
        wait object notice
        look style other-ways
        click bar.back
        wait page calls
        click calls.outcome.cancels
        wait gone calls.call.1
        look calls told
        """,
    ),
    Chapter(
        "calls-paid",
        f"""
        {ORDER_TO_COME}
        {SIGN_IN}
        scan {{N}}
        click order.pay
        click payment.suggestion.0
        click payment.take
        wait object order.receipts
        do "HQ refuses"
        look order attention
        click repair.other.1
        wait object sheet.title
        look order other-way
        click sheet.close
        click repair.refund.refused
        wait page settling
        look settling refund
        click bar.back
        wait page order
        click bar.orders
        click orders.standing.attention
        wait object orders.order.{{N}}
        look orders attention
        click orders.standing.call_back
        wait page calls
        wait object calls.outcome.refund
        look calls paid
        """,
    ),
)
