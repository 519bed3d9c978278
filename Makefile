# Two commands for everybody: `make demo` shows the kiosk, `make test` proves it. Both do all their own set-up.
PYTHON ?= python3
BIN := .venv/bin
# Workers of tests and walks: more than two cores, for a good part of their time they wait for processes, disks and frames.
JOBS ?= 4
GLASS_JOBS ?= 3

# Large real files, no part of the product: the tests that want them say so and are skipped without them.
ifneq ($(wildcard ../shared/data),)
KIOSK_TEST_DATA ?= $(abspath ../shared/data)
export KIOSK_TEST_DATA
endif

.PHONY: help demo test lint types qml pytest walk torture bench lock wheel bundle fonts pictures ready-hq ready-dev

help:
	@echo "make demo    the demo retailer: HQ, one tablet, virtual scanner and printer"
	@echo "make test    lint, types, architecture, QML, tests"
	@echo "make walk    every page in every language, size and mode, judged; pictures and faults in build/walk"
	@echo "make torture shops, head office and every fault between them, for an hour; totals in torture.json"
	@echo "make bench   how long things take on this machine, to bench.json"
	@echo "make lock    new requirements/*.txt from setup.cfg"
	@echo "make wheel   dist/kiosk-*.whl      make bundle   dist/kiosk/, needs no Python"

demo: ready-hq
	@$(BIN)/kiosk demo $(ARGS)

test: lint types qml pytest

lint: ready-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports --no-logo

types: ready-dev
	$(BIN)/mypy

qml: ready-dev
	$(BIN)/python .ci/qmllint.py

# Tests of glass open hundreds of windows, each with an engine of its own: they run apart from all others.
PYTEST = $(BIN)/pytest -q --dist worksteal --benchmark-disable
# After the checks that take seconds, also under `make -j`.
pytest: ready-dev lint types qml
	$(PYTEST) --numprocesses $(JOBS) --ignore tests/ui $(ARGS)
	$(PYTEST) --numprocesses $(GLASS_JOBS) tests/ui $(ARGS)

walk: ready-dev
	$(BIN)/python -m tests.ui.walk --jobs $(GLASS_JOBS) $(ARGS)

# Before a release: the simulation for BUDGET minutes, then the gates with their large counts. Ends with the totals so far.
BUDGET = 60
GATES = tests/storage/test_power_loss.py tests/storage/test_full_disk.py tests/sync/test_sessions.py \
	tests/faults/test_kills.py tests/faults/test_glass_kills.py tests/storage/test_write_errors.py \
	tests/sync/hq/test_full_disk.py tests/sync/hq/test_write_errors.py \
	tests/sync/simulation/test_machine.py tests/sync/server/test_schema.py
torture: ready-dev
	$(BIN)/kiosk torture --budget $(BUDGET) --out torture.json
	KIOSK_TORTURE=1 $(PYTEST) --numprocesses $(JOBS) $(GATES) $(ARGS)

bench: ready-dev
	$(BIN)/python -m tests.bench --out bench.json $(ARGS)

LOCK = $(BIN)/uv pip compile setup.cfg requirements/build.in --universal --python-version 3.11 --upgrade --quiet \
	--generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links
lock: ready-dev
	$(LOCK) --extra dev --output-file requirements/dev.txt
	$(LOCK) --extra hq --constraints requirements/dev.txt --output-file requirements/hq.txt
	$(LOCK) --constraints requirements/dev.txt --output-file requirements/base.txt

wheel: ready-dev
	$(BIN)/pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

bundle: ready-dev
	$(BIN)/pyinstaller --noconfirm --log-level WARN kiosk.spec
	$(BIN)/python .ci/bundle.py dist/kiosk

pictures: ready-dev
	$(BIN)/python docs/pictures/build.py $(ARGS)

fonts: ready-dev
	$(BIN)/python assets/fonts/build.py $(ARGS)

ready-hq:
	@$(PYTHON) requirements/prepare.py hq

ready-dev:
	@$(PYTHON) requirements/prepare.py dev
