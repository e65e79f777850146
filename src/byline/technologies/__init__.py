"""Technologies: which ones a paper names, and what role each plays in it."""

from typing import TYPE_CHECKING

from byline.deferred import deferred

if TYPE_CHECKING:
    from byline.technologies.catalogue import Catalogue, CatalogueError, Entry
    from byline.technologies.check import check_catalogue
    from byline.technologies.detect import Detector
    from byline.technologies.roles import assign_roles

__all__ = ["Catalogue", "CatalogueError", "Detector", "Entry", "assign_roles", "check_catalogue"]

__getattr__ = deferred(
    __name__,
    {
        "Catalogue": "byline.technologies.catalogue",
        "CatalogueError": "byline.technologies.catalogue",
        "Entry": "byline.technologies.catalogue",
        "check_catalogue": "byline.technologies.check",
        "Detector": "byline.technologies.detect",
        "assign_roles": "byline.technologies.roles",
    },
)
