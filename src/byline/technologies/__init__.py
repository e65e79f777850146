"""Technologies: which ones a paper names, and what role each plays in it."""

from byline.technologies.catalogue import Catalogue, CatalogueError, Entry
from byline.technologies.check import check_catalogue
from byline.technologies.detect import Detector
from byline.technologies.roles import assign_roles

__all__ = ["Catalogue", "CatalogueError", "Detector", "Entry", "assign_roles", "check_catalogue"]
