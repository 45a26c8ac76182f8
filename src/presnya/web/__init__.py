"""Django's settings and the opening of a museum's folder. Importing this room makes Django ready: import it before the catalogue."""

from presnya.web.opening import in_words, make_ready, open_museum

make_ready()

__all__ = ["in_words", "open_museum"]
