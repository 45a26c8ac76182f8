"""Pictures: looked at only as far as their kind and size; the bytes stay as they came."""

import warnings
from io import BytesIO
from typing import Final

from PIL import Image, UnidentifiedImageError

from presnya.accession.draft import Draft
from presnya.terms.errors import BadFile

MOST_PIXELS: Final = 2_000_000_000


def take_picture(data: bytes, *, name: str) -> Draft:
    """Kind and size in pixels as stored; a camera's turning note (EXIF) is a hint. BadFile: broken, or larger than MOST_PIXELS."""
    Image.MAX_IMAGE_PIXELS = None  # our own limit is checked below, before any pixel is decoded
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(BytesIO(data)) as image:
                size, kind = image.size, Image.MIME.get(image.format or "", "application/octet-stream")
                if size[0] * size[1] > MOST_PIXELS:
                    raise BadFile(f"{name} has {size[0]:,} × {size[1]:,} pixels, more than {MOST_PIXELS:,}.", next_step="Take in a smaller copy.")
                image.verify()
            with Image.open(BytesIO(data)) as image:  # anew: a picture is verified before anything else is read of it
                turned = image.getexif().get(0x0112, 1)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Warning) as error:  # Pillow's own ways to say broken
        raise BadFile(f"{name} is no picture that can be read: {error}.", next_step="Open it in an image program and save it anew.") from error
    hints = {"turned": f"the camera says it is to be turned (EXIF orientation {turned})"} if turned not in (0, 1) else {}
    return Draft(kind, data, None, picture=size, hints=hints)
