"""Django's settings and the opening of a museum's folder. Importing this room makes Django ready: import it before the catalogue."""

from presnya.web.opening import make_ready, open_museum

make_ready()

__all__ = ["open_museum"]
