"""Django's settings and the opening of a museum's folder. Importing this room makes Django ready: import it before the catalogue."""

from presnya.web.opening import daily_role, in_words, make_ready, open_as_owner, open_museum

make_ready()

__all__ = ["daily_role", "in_words", "open_as_owner", "open_museum"]
