"""The command line as it is, but for how requests travel: every host is a server on loopback.

    python byline_on_loopback.py PORT run study.toml --out DIR

Users have no such switch: whoever starts the application from Python hands it the transport.
"""

import sys

from loopback import loopback_transport

from byline.cli.app import main
from byline.sources import FetchOptions

if __name__ == "__main__":
    fetching = FetchOptions(transport=loopback_transport(int(sys.argv[1])), pace=0.0, wait_initial=0.01)
    main(sys.argv[2:], fetching)
