"""`python -m byline` is the command line."""

from byline.cli import main

main()
