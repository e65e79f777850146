"""The explorer: a finished run in the browser of this machine, every number open to its papers and lines."""

from byline.explorer.app import create_app
from byline.explorer.run import ExploreError
from byline.explorer.safety import Guard
from byline.explorer.serve import address_of, listen, serve

__all__ = ["ExploreError", "Guard", "address_of", "create_app", "listen", "serve"]
