"""What people do at the glass in the test of a day. `say` hands over to the test, which scans, cuts and kills."""

MORNING = """
timeout 60
wait page attract
say "tag please"
wait page style
click style.add
wait text bar.basket 1
click bar.basket
wait page basket
click basket.confirm
wait page placed
remember FIRST placed.number
digits CODE placed.code.0
say "sold {FIRST} {CODE}"
click placed.done
say "badge please"
wait page pin
type 2468
click pin.unlock
wait page orders
say "slip please"
wait page order
wait text order.number {FIRST}
click order.pay
wait page payment
click payment.suggestion.0
click payment.take
wait page order
wait object order.receipts
say "paid {FIRST}"
click bar.lock
wait page browse
say "cut please"
wait object banner.since
say "coat please"
wait page style
click style.add
wait text bar.basket 1
click bar.basket
wait page basket
click basket.confirm
wait page phone
type 13800000000
click phone.place
wait page placed
remember SECOND placed.number
say "requested {SECOND}"
click placed.done
say "scarf please"
wait page style
click style.add
wait text bar.basket 1
click bar.basket
wait page basket
say "confirming"
click basket.confirm
wait page placed
remember THIRD placed.number
say "third {THIRD}"
say "alive"
"""

EVENING = """
timeout 60
wait page attract
wait object banner.since
wedge B-LINMEI0001               # a second scanner, which types
wait page pin
type 2468
click pin.unlock
wait page orders
say "code please"
wait page handed
say "handed over"
click handed.done
say "code again please"
wait page handed
remember TITLE handed.title
remember DETAIL handed.detail
say "before: {TITLE} {DETAIL}"
click handed.done
say "heal please"
click bar.sync
wait page sync
click sync.now
wait gone banner.since
click bar.orders
wait page orders
wait text orders.standing.call_back 1
click orders.standing.call_back
wait page calls
wait object calls.call.0
say "called"
"""
