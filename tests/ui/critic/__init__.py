"""The critic of layouts: looks at a page as a strict designer with a ruler and a contrast meter would.

`scene.look_at` takes a snapshot of a window: what lies where, in the order in which it is drawn. Each rule is a
function from a snapshot to faults; `tests.ui.layout` applies all of them.
"""
