"""What a file is expected to be, and the steps that make it so, are told apart; here they are held together."""

import subprocess
import sys

import pytest
from sqlite_utils import Database

from kiosk.storage.migrations import MIGRATIONS
from kiosk.storage.schemas import CATALOGUE, JOURNAL, SHOP, Schema


@pytest.mark.parametrize("schema", [JOURNAL, SHOP, CATALOGUE], ids=lambda schema: schema.migration_set)
def test_each_kind_of_file_names_exactly_the_steps_there_are(schema: Schema) -> None:
    migrations = MIGRATIONS[schema.migration_set]
    assert tuple(step.name for step in migrations.pending(Database(memory=True))) == schema.steps
    assert migrations.migrations_table == "_sqlite_migrations"


def test_a_kiosk_that_starts_imports_neither_the_http_nor_the_migration_library() -> None:
    script = (
        "import sys, kiosk.bootstrap.tablet; print(sorted({'requests', 'sqlite_utils', 'PySide6'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
