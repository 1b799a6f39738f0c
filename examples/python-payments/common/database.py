"""PostgreSQL: one connection a transaction, which is plenty here."""

import os
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pg8000.dbapi

SCHEMA = Path(__file__).parent.parent / "schema"


def connect():
    url = urlsplit(os.environ["DATABASE_URL"])
    return pg8000.dbapi.connect(
        user=unquote(url.username or "postgres"),
        password=unquote(url.password) if url.password else None,
        host=url.hostname or "localhost",
        port=url.port or 5432,
        database=url.path.lstrip("/"),
    )


@contextmanager
def transaction():
    """Yields a cursor; commits at the end, unless something was raised."""
    connection = connect()
    try:
        yield connection.cursor()
        connection.commit()
    finally:
        connection.close()


def migrate(*names):
    """Runs the files of schema/, which may be run again and again."""
    with transaction() as cursor:
        for name in names:
            for statement in (SCHEMA / f"{name}.sql").read_text().split(";\n"):
                if statement.strip():
                    cursor.execute(statement)
