"""Checking a published museum, or a bare log, against its signatures. Needs nothing of presnya but this package.

An audit re-hashes content, not hashes: every file is read, every tile recomputed from the entries, every body opened.
"""

from collections.abc import Callable
from pathlib import Path

from presnya.register.check_cosigned import check_cosigned
from presnya.register.check_keys import find_chain
from presnya.register.carriers.folder import FolderCopy
from presnya.register.check_copy import Inside, check_copy
from presnya.register.check_log import check_log
from presnya.register.check_site import check_site
from presnya.register.copy_list import COPY
from presnya.register.findings import Findings, Problem, Report
from presnya.register.manifest import MANIFEST, SIGNATURE
from presnya.register.places import Folder, place_of
from presnya.register.policy import Policy
from presnya.terms.errors import NotFound

__all__ = ["Problem", "Report", "verify"]

Progress = Callable[[int, int], None]


def verify(target: str | Path, *, key: str | None = None, policy: Policy | None = None, progress: Progress | None = None) -> Report:
    """Check a site folder, a bare log folder or the http(s) address of either. `key` is a vkey from somebody you trust,
    `policy` says who must have cosigned (`read_policy`).

    Raises NotFound when there is no museum at all; everything else that is wrong is in the report, each with its file.
    """
    place = place_of(target)
    if isinstance(place, Folder) and not place.folder.is_dir():
        raise NotFound(f"There is no folder {target}.", next_step="Name the folder that holds index.html and manifest.json.")
    check = Findings(place, key)
    if isinstance(place, Folder) and check.has(COPY):
        check.place = Inside(copy := FolderCopy(place.folder))
        check_copy(check, copy, progress)
    elif check.has(MANIFEST) or check.has(SIGNATURE):
        find_chain(check, "register/")  # first: the list of files is signed with the key to which the given one leads
        check_site(check, progress)
        check_log(check, "register/", progress)
    elif check.has("checkpoint"):
        check_log(check, "", progress)
    elif check.has("register/checkpoint"):
        check.wrong(MANIFEST, "is missing: nothing says which files belong here", "Take the whole museum from another copy.")
        check_log(check, "register/", progress)
    else:
        raise NotFound(f"{target} holds no published museum.", next_step="Name the folder that holds index.html and manifest.json.")
    check_cosigned(check, "" if check.has("checkpoint") and not check.has("register/checkpoint") else "register/", policy)
    return check.report()
