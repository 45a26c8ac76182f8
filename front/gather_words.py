"""Write the viewer's words (src/chronology/words.json and words-more.json) as a Python table, where gettext finds them: `make messages`, or `python front/gather_words.py`."""

import json
from pathlib import Path

HERE = Path(__file__).parent
FROM = (HERE / "src/chronology/words.json", HERE / "src/chronology/words-more.json")
TO = HERE.parent / "src/presnya/publishing/viewer_table.py"
HEAD = '''"""The viewer's words by key, from front/src/chronology/words.json and words-more.json. Written by front/gather_words.py: change those, not this."""

from typing import Final

from presnya.publishing.words import mark, marks

ONE: Final = {
'''


def table(words: dict[str, str]) -> str:
    """The module's text: phrases, then those with a form for one and for many."""
    counted = {key.removesuffix(".one") for key in words if key.endswith(".one")}
    plain = "".join(f"    {_quoted(key)}: mark({_quoted(said)}),\n" for key, said in sorted(words.items()) if key.rpartition(".")[0] not in counted or key.rpartition(".")[2] not in {"one", "other"})
    many = "".join(f"    {_quoted(key)}: marks({_quoted(words[f'{key}.one'])}, {_quoted(words[f'{key}.other'])}),\n" for key in sorted(counted))
    return f'{HEAD}{plain}}}\n"""Phrases."""\n\nCOUNTED: Final = {{\n{many}}}\n"""Phrases that count: for one, for many."""\n'


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def gathered() -> str:
    """The module as it ought to be."""
    return table({key: said for place in FROM for key, said in json.loads(place.read_text(encoding="utf-8")).items()})


if __name__ == "__main__":
    TO.write_text(gathered(), encoding="utf-8")
