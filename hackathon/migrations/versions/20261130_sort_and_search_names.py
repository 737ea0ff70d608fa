"""sort and search names

Names get a key to be sorted by and a form to be searched in; invisible characters leave every text.
"""

import re
import struct
import unicodedata
from functools import lru_cache

import sqlalchemy as sa
from alembic import op
from pyuca import Collator
from text_unidecode import unidecode

revision = "20261130_sort_and_search_names"
down_revision = "20261130_claim_work"
branch_labels = None
depends_on = None

CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff"
UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2060-\u2065\u206a-\u206f\u2800\u3164"
    "\ufeff\uffa0\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e001f"
)
JOINERS = "\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f\U000e0020-\U000e007f\U000e0100-\U000e01ef"
NOT_IN_A_TEXT = re.compile(f"[{CONTROLS}]")
NOT_IN_A_NAME = re.compile(f"[{CONTROLS}{UNSEEN}]")
IGNORED = re.compile(f"[{CONTROLS}{UNSEEN}{JOINERS}]")
LONG_RUN = re.compile(r"([^\w\s\x00-\u02ff]{30})[^\w\s\x00-\u02ff]+")

NAMES = {
    "person": ("name", "affiliation"), "handle": ("name",), "event": ("title", "place"), "room": ("name",),
    "area": ("name",), "milestone": ("name",), "slot": ("label",), "topic": ("title",), "announcement": ("subject",),
}  # fmt: skip
TEXTS = {
    "event": ("about", "notice"), "comment": ("text",), "vote": ("note",), "announcement": ("text",),
    "topic": ("description", "outcomes", "steps", "references", "skills", "difficulty", "forum", "chat",
              "contact_note", "verified"),
    "needs": ("diet", "access"),
}  # fmt: skip
AT_ONCE = 500


def upgrade() -> None:
    new = {
        "person": (("sort_key", sa.LargeBinary()), ("search_key", sa.Text()), ("affiliation_key", sa.Text())),
        "handle": (("sort_key", sa.LargeBinary()),),
        "area": (("search_key", sa.Text()),),
        "topic": (("search_text", sa.Text()),),
    }
    for table, columns in new.items():
        for name, kind in columns:
            op.add_column(table, sa.Column(name, kind, nullable=True))
    _clean_and_fill()
    for table, columns in new.items():
        with op.batch_alter_table(table) as batch:
            for name, kind in columns:
                batch.alter_column(name, existing_type=kind, nullable=False)


def _clean_and_fill() -> None:
    connection, tables = op.get_bind(), sa.MetaData()
    for name in sorted({*NAMES, *TEXTS}):
        table = sa.Table(name, tables, autoload_with=connection)
        key = list(table.primary_key)
        # Read whole before it is written: a cursor does not outlive a change of its table everywhere.
        keys = connection.execute(sa.select(*key)).all()
        taken = {row[0] for row in connection.execute(sa.select(table.c.name_key))} if name == "handle" else set()
        for start in range(0, len(keys), AT_ONCE):
            some = _among(key, keys[start : start + AT_ONCE])
            for row in connection.execute(sa.select(table).where(some)).mappings().all():
                values = _changed(name, row, taken)
                if values:
                    here = sa.and_(*(column == row[column.name] for column in key))
                    connection.execute(sa.update(table).where(here).values(values))


def _among(key: list[sa.Column], rows) -> sa.ColumnElement[bool]:
    if len(key) == 1:
        return key[0].in_([row[0] for row in rows])
    return sa.tuple_(*key).in_([tuple(row) for row in rows])


def _changed(name: str, row, taken: set[str]) -> dict[str, object]:
    cleaned = {
        **{each: NOT_IN_A_TEXT.sub("", row[each] or "") for each in TEXTS.get(name, ())},
        **{each: NOT_IN_A_NAME.sub("", row[each] or "") for each in NAMES.get(name, ())},
    }
    now = {**row, **cleaned}
    values: dict[str, object] = {each: said for each, said in cleaned.items() if row[each] and row[each] != said}
    if name in ("person", "handle"):
        values["sort_key"] = _sort_key(now["name"])
        as_compared = _normalize(now["name"])
        # Two handles that only looked different stay two rows; their person may be the same or not.
        if as_compared != row["name_key"] and as_compared not in taken:
            values["name_key"] = as_compared
            taken.add(as_compared) if name == "handle" else None
    if name == "person":
        values["search_key"] = _folded(_normalize(now["name"]))
        values["affiliation_key"] = _folded(now["affiliation"] or "")
    if name == "area":
        values["search_key"] = _folded(now["name"])
    if name == "topic":
        texts = (now[each] or "" for each in ("title", "description", "outcomes", "skills"))
        values["search_text"] = _folded("\n".join(texts))
    return values


def _normalize(name: str) -> str:
    folded = unicodedata.normalize("NFKC", LONG_RUN.sub(r"\1", IGNORED.sub("", name))).casefold()
    return " ".join(re.sub(r"[._\s]+", " ", folded).split())


@lru_cache(maxsize=1)
def _collator() -> Collator:
    return Collator()


def _sort_key(name: str) -> bytes:
    weights = _collator().sort_key(IGNORED.sub("", name)[:120])
    return struct.pack(f">{len(weights)}H", *weights)


class Folding(dict):
    def __missing__(self, code: int) -> str:
        plain = "".join(map(_plain, unicodedata.normalize("NFKD", chr(code))))
        self[code] = folded = plain.casefold()
        return folded


FOLDING = Folding()


def _folded(text: str) -> str:
    return IGNORED.sub("", text).translate(FOLDING)


def _plain(letter: str) -> str:
    if unicodedata.combining(letter):
        return ""
    if not letter.isascii() and (
        unicodedata.name(letter, "").startswith("LATIN ") or "\u2010" <= letter <= "\u201f"
    ):
        found = unidecode(letter)
        return letter if not found or found.startswith("[?]") else found
    return letter


def downgrade() -> None:
    for table, names in (
        ("topic", ("search_text",)),
        ("area", ("search_key",)),
        ("handle", ("sort_key",)),
        ("person", ("affiliation_key", "search_key", "sort_key")),
    ):
        with op.batch_alter_table(table) as batch:
            for name in names:
                batch.drop_column(name)
