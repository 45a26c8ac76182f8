"""A picture as a manifest of IIIF Presentation 3.0 (https://iiif.io/api/presentation/3.0/)."""

from typing import Any

from presnya.config import Museum
from presnya.museum import Holdings
from presnya.museum.pictures import Picture
from presnya.publishing import links
from presnya.publishing.images.level0 import sizes


def manifest(picture: Picture, holdings: Holdings, *, museum: Museum, root: str, address: str) -> dict[str, Any]:
    """One canvas with the picture; details are annotations on it. `root` is the museum's address, `address` the picture's folder."""
    lang = picture.lang or holdings.lang
    canvas = f"{address}/canvas/1"
    width, height = sizes(picture.width, picture.height)[-1]
    home = f"{root}/{links.thing(picture.of[0].id) if picture.of else links.thing(picture.source)}"
    shown: dict[str, Any] = {
        "@context": "http://iiif.io/api/presentation/3/context.json", "id": f"{address}/manifest.json", "type": "Manifest", "label": {lang: [picture.label]},
        "summary": {lang: [picture.caption or picture.alt]},
        "metadata": [_pair(label, value) for label, value in (
            ("Shows", "; ".join(one.label for one in picture.of)), ("Made by", "; ".join(one.label for one in picture.made_by)),
            ("Date", picture.made.words if picture.made else ""), ("Kind", picture.kind), ("Accession number", picture.number), ("Rights", picture.rights)) if value],
        "requiredStatement": _pair("Credit", "; ".join(dict.fromkeys(filter(None, (picture.credit, museum.name))))),
        "provider": [{"id": f"{root}/{links.ENTRANCE}", "type": "Agent", "label": {museum.languages[0]: [museum.name]},
                      "homepage": [{"id": f"{root}/{links.ENTRANCE}", "type": "Text", "label": {museum.languages[0]: [museum.name]}, "format": "text/html"}]}],
        "homepage": [{"id": home, "type": "Text", "label": {lang: [picture.label]}, "format": "text/html"}],
        "thumbnail": [_image(address, *sizes(picture.width, picture.height)[0])],
        "items": [{
            "id": canvas, "type": "Canvas", "label": {lang: [picture.label]}, "width": picture.width, "height": picture.height,
            "items": [{"id": f"{canvas}/page", "type": "AnnotationPage", "items": [{
                "id": f"{canvas}/image", "type": "Annotation", "motivation": "painting", "target": canvas,
                "body": {**_image(address, width, height), "service": [{"id": address, "type": "ImageService3", "profile": "level0"}]}}]}],
        }],
    }
    if picture.details:
        shown["items"][0]["annotations"] = [{"id": f"{canvas}/details", "type": "AnnotationPage", "items": [{
            "id": f"{canvas}/details/{nth}", "type": "Annotation", "motivation": "commenting", "target": f"{canvas}#xywh={','.join(map(str, detail.box))}",
            "body": {"type": "TextualBody", "value": detail.label, "language": lang, "format": "text/plain"}} for nth, detail in enumerate(picture.details, 1)]}]
    return shown


def _pair(label: str, value: str) -> dict[str, Any]:
    """A line of metadata: its label is English, the value in whatever language it is."""
    return {"label": {"en": [label]}, "value": {"none": [value]}}


def _image(address: str, width: int, height: int) -> dict[str, Any]:
    return {"id": f"{address}/full/{width},{height}/0/default.jpg", "type": "Image", "format": "image/jpeg", "width": width, "height": height}
