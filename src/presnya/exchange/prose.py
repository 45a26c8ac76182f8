"""Words with links to things: what every link must lead to."""

import re
from collections.abc import Collection

from presnya.terms.errors import BadInput


def check_prose(text: str, known: Collection[str], where: str) -> None:
    """BadInput for a link or a citation whose id nothing bears."""
    for found in re.findall(r"\[@([^\]]*)\]|\]\(([a-z]+/[a-z0-9-]+)\)", text):
        cited = found[0] or found[1]
        if cited not in known:
            raise BadInput(f'{where}: "{cited}" is the id of nothing in the museum.', next_step="Write an id as it stands in tables/, or leave the link out.")
