"""The parts of docs/register-spec.md that follow from the code and from the vectors: `python tests/docs/spec_tables.py` writes them anew."""

import json
import re
import types
import typing
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import msgspec

from presnya.terms.acts import ACTS

ROOT = Path(__file__).parents[2]
SPEC = ROOT / "docs/register-spec.md"
EXAMPLE = ROOT / "docs/data/register-vectors/example.json"
WORDS = {str: "text", int: "integer", bool: "true or false", type(None): "null", Any: "any JSON"}


def structs_of(hint: Any) -> list[type]:
    """Structs a type is made of, in order."""
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return [hint]
    if hasattr(hint, "_fields"):  # a named tuple, written as a list
        return []
    return [one for part in get_args(hint) for one in structs_of(part)]


def told(hint: Any) -> str:
    """A type in words."""
    if hint in WORDS:
        return WORDS[hint]
    if hasattr(hint, "_fields"):
        return f"list of {' and '.join(hint._fields)}"
    origin, args = get_origin(hint), get_args(hint)
    if origin is Literal:
        return " / ".join(f'"{one}"' for one in args)
    if origin in (typing.Union, types.UnionType):
        return " or ".join(told(one) for one in args)
    if origin is tuple:
        return f"list of {' and '.join(told(one) for one in args if one is not Ellipsis)}"
    return "object" if origin is dict else str(hint.__name__)


def fields_of(struct: type) -> str:
    """Every field with its type; ? where it may be left out, = where its default is neither empty nor 0."""
    hints = typing.get_type_hints(struct)
    out = []
    for field in msgspec.structs.fields(struct):
        hint = hints[field.name]
        default = field.default if field.default is not msgspec.NODEFAULT else msgspec.NODEFAULT
        mark = "" if field.required else "?"
        stands = f" = {json.dumps(default)}" if default not in (msgspec.NODEFAULT, "", 0, (), None) else ""
        out.append(f"`{field.name}`{mark} {told(hint)}{stands}")
    return ", ".join(out)


def rows() -> tuple[list[str], list[str]]:
    """Rows of the two tables: acts, and every struct they are made of."""
    acts, seen = [f"| `{name}` | {fields_of(struct)} |" for name, struct in ACTS.items()], list(dict.fromkeys(ACTS.values()))
    for struct in seen:  # grows while it is read
        seen += dict.fromkeys(one for hint in typing.get_type_hints(struct).values() for one in structs_of(hint) if one not in seen)
    seen = seen[len(acts):]
    tagged = [f"`{one.__name__}`" + (f' (`kind` "{one.__struct_config__.tag}")' if one.__struct_config__.tag else "") for one in seen]
    return acts, [f"| {name} | {fields_of(struct)} |" for name, struct in zip(tagged, seen, strict=True)]


def example() -> str:
    """The worked example in words and bytes."""
    held = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    out = []
    for number, act in enumerate(held["acts"]):
        out += [f"Act {number}: salt `{act['salt']}`, body and entry ({len(act['entry'].encode())} bytes), leaf `{act['leaf']}`:", "", "```json", act["body"], act["entry"], "```", ""]
    bundle = held["bytes"]["tile/entries/000.p/3"]
    out += [f"`tile/0/000.p/3` is the three leaves, 96 bytes; `tile/entries/000.p/3` has {len(bundle) // 2} bytes and begins `{bundle[:12]}`. The root is `{held['root']}`. `checkpoint`, and `checkpoints/3`:", "",
            "```", *held["files"]["checkpoint"].rstrip("\n").split("\n"), "```", "", f"The keys are `{held['vkey']}` and `{held['cosigner']}`, the time of the cosignature is {held['time']}. A proof file of act 1:", "",
            "```", *held["proof"].rstrip("\n").split("\n"), "```", "", "The list of a site that is this register and one page, `index.html` with `<h1>The mill</h1>` and a newline: `manifest/all.json`, `manifest.json`, `manifest.sig`:", "",
            "```", *(held["site"]["manifest/all.json"] + held["site"]["manifest.json"] + held["site"]["manifest.sig"]).rstrip("\n").split("\n"), "```"]
    return "\n".join(out) + "\n"


def written(text: str) -> str:
    """The page with these parts as they should be."""
    acts, structs = rows()
    text = re.sub(r"(\| act \| body \|\n\| --- \| --- \|\n)(?:\|.*\n|ACTS\n)*", lambda found: found[1] + "\n".join(acts) + "\n", text)
    text = re.sub(r"(\| struct \| fields \|\n\| --- \| --- \|\n)(?:\|.*\n|STRUCTS\n)*", lambda found: found[1] + "\n".join(structs) + "\n", text)
    return re.sub(r"(It lies whole in \[example\.json\]\(data/register-vectors/example\.json\)\.\n\n).*", lambda found: found[1] + example(), text, flags=re.DOTALL)


if __name__ == "__main__":
    SPEC.write_text(written(SPEC.read_text(encoding="utf-8")), encoding="utf-8")
