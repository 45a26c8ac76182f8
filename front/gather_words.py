"""Write the words of the viewer and of the check (words.json, words-more.json) as Python tables, where gettext finds them: `make messages`, or `python front/gather_words.py`."""

import json
from pathlib import Path

HERE = Path(__file__).parent
PUBLISHING = HERE.parent / "src/presnya/publishing"
TABLES = {
    PUBLISHING / "viewer_table.py": ("viewer", ("src/chronology/words.json", "src/chronology/words-more.json")),
    PUBLISHING / "verify_table.py": ("check", ("src/verify/words.json", "src/verify/words-page.json")),
}
"""Python table → whose words it holds, and from which files."""
HEAD = '''"""The {whose}'s words by key, from {places}. Written by front/gather_words.py: change those, not this."""

from typing import Final

from presnya.publishing.words import mark, marks

ONE: Final = {{
'''


def table(words: dict[str, str], head: str) -> str:
    """The module's text: phrases, then those with a form for one and for many."""
    counted = {key.removesuffix(".one") for key in words if key.endswith(".one")}
    plain = "".join(f"    {_quoted(key)}: mark({_quoted(said)}),\n" for key, said in sorted(words.items()) if key.rpartition(".")[0] not in counted or key.rpartition(".")[2] not in {"one", "other"})
    many = "".join(f"    {_quoted(key)}: marks({_quoted(words[f'{key}.one'])}, {_quoted(words[f'{key}.other'])}),\n" for key in sorted(counted))
    return f'{head}{plain}}}\n"""Phrases."""\n\nCOUNTED: Final = {{\n{many}}}\n"""Phrases that count: for one, for many."""\n'


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def gathered() -> dict[Path, str]:
    """The modules as they ought to be."""
    out = {}
    for to, (whose, places) in TABLES.items():
        words = {key: said for place in places for key, said in json.loads((HERE / place).read_text(encoding="utf-8")).items()}
        out[to] = table(words, HEAD.format(whose=whose, places=" and ".join([f"front/{places[0]}", *(Path(place).name for place in places[1:])])))
    return out


if __name__ == "__main__":
    for to, text in gathered().items():
        to.write_text(text, encoding="utf-8")
