"""How steps write the shape of a file."""

from typing import Any

from sqlite_utils import Database

CURSOR = {"stream": str, "gen": str, "seq": int, "complete_ms": int, "rows": int, "announced": int}


def make_table(database: Database, name: str, columns: dict[str, Any], key: str | tuple[str, ...]) -> None:
    database.table(name).create(columns, pk=key, not_null=set(columns) - {"body", "gen"}, strict=True)


def make_index(database: Database, table: str, *columns: str, where: str = "") -> None:
    names = ", ".join(columns)
    condition = f" WHERE {where}" if where else ""
    database.execute(f"CREATE INDEX {table}_{'_'.join(columns)} ON {table} ({names}){condition}")


def run(database: Database, *statements: str) -> None:
    for statement in statements:
        database.execute(statement)
