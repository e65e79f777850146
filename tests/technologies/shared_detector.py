"""The catalogue and its detector, built once for all tests of this room."""

from byline.technologies import Catalogue, Detector

CATALOGUE = Catalogue.load()
DETECTOR = Detector(CATALOGUE)
