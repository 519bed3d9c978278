"""A walk over every page and state of the glass, with the critic looking at each in every view.

`chapters` is the registry, `walker` plays it; `python -m tests.ui.walk` walks all of it and leaves pictures.
"""
