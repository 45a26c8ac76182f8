"""Checking keys: which key is the museum's now, how one that the reader holds leads to it, and that files and acts tell the same of it."""

import re
from typing import Final

from presnya.register.findings import Findings
from presnya.register.note import Verifier, parse_checkpoint, parse_vkey
from presnya.register.rotation import MOST, Chain, Rotation, follow
from presnya.register.succession import History, KeyAct, Succession, history_of
from presnya.register.tiles import WIDTH, number_path
from presnya.register.tree import Tree
from presnya.terms.errors import BadNote, PresnyaError, Tampered

_ASK: Final = "Ask the museum for its key by another way."
_OLD: Final = re.compile(r"before/(\d+)/checkpoints/(\d+)", re.ASCII)


def find_chain(check: Findings, prefix: str) -> Chain | None:
    """The register's keys, from the rotations that lie beside it; None when there is no key at all. `check.key` is the current one from here on.

    A key that was given must be one of them. Otherwise it stands alone, and what another key signed does not hold.
    """
    if check.chain is None:
        check.chain = _chain(check, prefix)
        check.key = check.chain.current if check.chain else None
    return check.chain


def _chain(check: Findings, prefix: str) -> Chain | None:
    rotations, wrong = _rotations(check, prefix)
    if wrong:
        check.wrong(f"{prefix}rotations/{len(rotations)}", f"does not hold: {wrong.message}", _ASK)
    own = _own_key(check, prefix)
    chain = Chain(rotations[0].old, rotations) if rotations else (Chain(own) if own else None)
    if chain and own and own != chain.current:
        check.wrong(f"{prefix}vkey", "is not the key to which the rotations lead", _ASK)
    given = check.given
    if given is None or chain is None:
        return Chain(given) if given else chain
    if given in chain.keys:
        check.followed = len(chain.keys) - 1 - chain.keys.index(given)
        return chain
    reach = _reach(check, prefix, given)
    if reach is None:
        return Chain(given)
    check.wrong(f"{prefix}checkpoint", f"is signed with the key of a successor, {chain.current}. The museum says that the key you gave was lost or compromised; "
                                       f"it vouches for the first {reach} acts and for no key after it", _ASK)
    return chain


def _rotations(check: Findings, folder: str) -> tuple[tuple[Rotation, ...], PresnyaError | None]:
    return follow(lambda number: check.read(f"{folder}rotations/{number}"))


def _own_key(check: Findings, prefix: str) -> Verifier | None:
    """The key that lies beside the log. Whoever gave one can do without."""
    name = f"{prefix}vkey"
    data = check.read(name) if check.given else check.need(name)
    if data is None:
        return None
    try:
        key = parse_vkey(data.decode())
    except (PresnyaError, UnicodeDecodeError) as error:
        check.wrong(name, f"is no key: {error}")
        return None
    if f"{key}\n".encode() != data:
        check.wrong(name, "is not written as keys are")
    return key


def _reach(check: Findings, prefix: str, key: Verifier) -> int | None:
    """How many acts an earlier register ended with, when the key is one of its keys."""
    for nth in range(MOST):
        data, note = check.read(f"{prefix}before/{nth}/vkey"), check.read(f"{prefix}before/{nth}/checkpoint")
        if data is None or note is None:
            return None
        rotations, _ = _rotations(check, f"{prefix}before/{nth}/")
        try:
            keys = (*(rotation.old for rotation in rotations), parse_vkey(data.decode()))
            if key in keys:
                return parse_checkpoint(note.decode().partition("\n\n")[0] + "\n").size
        except (BadNote, UnicodeDecodeError):
            continue
    return None


# ── what the acts say ───────────────────────────────────────────────────────────────────────────────────────────


def check_history(check: Findings, prefix: str, acts: list[KeyAct], tree: Tree, names: list[str]) -> None:
    """That the acts about keys hold, that what lies beside the log is what they say, and that earlier registers signed the beginning of this one.

    `names` are the files of the log, as far as somebody can list them.
    """
    try:
        history = history_of(acts)
    except Tampered as error:
        number = next((act.number for act in acts if f"Act {act.number}," in error.message), acts[0].number)
        check.wrong(f"{prefix}bodies/{number_path(number // WIDTH)}.jsonl", error.message, error.next_step)
        return
    files = history.files() | _later(check)
    for name, data in files.items():
        if (there := check.need(prefix + name)) is not None and there != data:
            check.wrong(prefix + name, "is not what the register's acts say")
    for name in names:
        short = name.removeprefix(prefix)
        if short.startswith(("rotations/", "before/")) and short not in files and not _old_checkpoint(check, name, short, history, tree):
            check.wrong(name, "is of no act of this register", "Remove it, or ask who put it here.")
    _current(check, prefix, history)
    for nth, old in enumerate(history.before):
        quoted = parse_checkpoint(old.note.partition("\n\n")[0] + "\n")
        if tree.root(old.end) != quoted.root:
            check.wrong(f"{prefix}before/{nth}/checkpoint", "signs another history than the register that says it goes on from there", "Keep both: together they prove it.")


def _later(check: Findings) -> dict[str, bytes]:
    """Rotations of acts that this checkpoint does not hold yet: a museum as it stood before its key was changed is vouched for by the key of today."""
    if check.chain is None or check.checkpoint is None:
        return {}
    return {f"rotations/{rotation.number}": rotation.note.encode() for rotation in check.chain.rotations if rotation.act >= check.checkpoint.size}


def _current(check: Findings, prefix: str, history: History) -> None:
    """Key and name by which the files are signed are those of the acts."""
    chain, head = check.chain, check.checkpoint
    if chain is None or head is None:
        return
    rotations: tuple[Rotation, ...] = chain.rotations
    known = sum(rotation.act < head.size for rotation in rotations)
    if known > len(history.rotations):
        check.wrong(f"{prefix}rotations/{len(history.rotations)}", "is of no act of this register", _ASK)
    elif history.key is not None and history.key != chain.key_at(head.size) and (not check.given or check.given in chain.keys):
        check.wrong(f"{prefix}vkey", "is not the key that the register's acts name", _ASK)
    if history.origin not in ("", head.origin):
        check.wrong(f"{prefix}checkpoint", f"is of {head.origin}, but the register's acts say that it is {history.origin}", _ASK)


def _old_checkpoint(check: Findings, name: str, short: str, history: History, tree: Tree) -> bool:
    """Whether a file is a kept checkpoint of an earlier register; then what is wrong with it is told. Of more acts than its register ended with, it means nothing."""
    found = _OLD.fullmatch(short)
    if not found or int(found[1]) >= len(history.before):
        return False
    old: Succession = history.before[int(found[1])]
    try:
        signed = old.chain.open((check.read(name) or b"").decode())
    except (PresnyaError, UnicodeDecodeError) as error:
        check.wrong(name, f"does not hold: {error}")
        return True
    if found[2] != str(signed.size) or (signed.size <= old.end and tree.root(signed.size) != signed.root):
        check.wrong(name, "signs another history than the register that lies here", "Keep both: together they prove a fork.")
    return True
