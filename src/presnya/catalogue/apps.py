"""Django's name for the catalogue."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """The projection of the register."""

    name = "presnya.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"
