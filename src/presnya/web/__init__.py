"""Django's settings and the opening of a museum's folder."""

from presnya.web.opening import open_museum

__all__ = ["open_museum"]
