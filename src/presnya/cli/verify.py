"""presnya verify"""

import argparse
from pathlib import Path

from presnya import register
from presnya.cli.telling import answer, progress, say
from presnya.register.comparing import head_of
from presnya.register.note import parse_vkey
from presnya.register.policy import read_policy
from presnya.register.remembering import look, told

HELP = "Check a published museum, a copy of one, or its address: every file against the signed register."
EXAMPLES = """\
  presnya verify our-street/site
  presnya verify /media/stick/museum --key "museum.example/presnya+27486555+ActU…"
"""


def options(sub: argparse.ArgumentParser) -> None:
    """TARGET, --key, --policy, --remember."""
    sub.add_argument("target", metavar="FOLDER_OR_ADDRESS")
    sub.add_argument("--key", default=None, metavar="VKEY", help="the museum's public key, from somebody you trust (default: the copy's own, which a forger would change too)")
    sub.add_argument("--policy", type=Path, default=None, metavar="FILE", help="who must have cosigned the register, in C2SP tlog-policy form, from somebody you trust")
    sub.add_argument("--remember", action="store_true", help="compare with what you saw of this museum before, and remember what is newer")


def run(given: argparse.Namespace) -> int:
    """Exit code 0 when everything holds, 1 when something does not."""
    policy = read_policy(given.policy.read_bytes(), file=str(given.policy)) if given.policy else None
    with progress("verifying") as tick:
        report = register.verify(given.target, key=given.key, policy=policy, progress=tick)
    report = _remembered(given, report) if given.remember else report
    for remark in report.remarks:
        say(given, f"{remark.file} {remark.what}.")
    for problem in report.problems:
        say(given, f"{problem.file}: {problem.what}" + (f"\n    {problem.next_step}" if problem.next_step else ""))
    if report.problems:
        say(given, f"It does not hold: {len(report.problems)} problems in {report.checked} files.")
    else:
        say(given, f"It holds: {report.checked} files, {report.size} acts of {report.origin}. Key: {report.key_from}.")
    answer(given, holds=not report.problems, checked=report.checked, size=report.size, origin=report.origin, key_from=report.key_from,
           problems=[{"file": problem.file, "what": problem.what, "next_step": problem.next_step} for problem in report.problems],
           remarks=[f"{remark.file} {remark.what}" for remark in report.remarks])
    return 1 if report.problems else 0


def _remembered(given: argparse.Namespace, report: register.Report) -> register.Report:
    """The report, with what memory adds: another history is a problem, an older state a remark. Only what holds is remembered."""
    if report.problems:
        return report
    head = head_of(given.target, key=parse_vkey(given.key) if given.key else None)
    looked = look(head)
    words = told(looked, head)
    if looked.look == "forked":
        return report._replace(problems=(register.Problem("register/checkpoint", words, "Show the evidence to the museum and to its mirrors."),))
    return report._replace(remarks=(*report.remarks, register.Problem("register/checkpoint:", words.rstrip(".")))) if words else report
