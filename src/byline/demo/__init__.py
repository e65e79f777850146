"""The bundled conference: invented papers with planted truth, and a run's reading held against it."""

from byline.demo.planted import load_truth
from byline.demo.rendering import render
from byline.demo.truth import Comparison, compare, study_path

__all__ = ["Comparison", "compare", "load_truth", "render", "study_path"]
