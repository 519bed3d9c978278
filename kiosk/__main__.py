"""`python -m kiosk`, and the entry point of wheel and bundle."""

import multiprocessing
import sys


def main() -> None:
    multiprocessing.freeze_support()
    from kiosk.cli import cli

    cli.main(args=sys.argv[1:], prog_name="kiosk")


if __name__ == "__main__":
    main()
