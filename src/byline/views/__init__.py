"""What a reader sees, whichever page shows it: figures that are links, charts, tables, papers with their evidence.

The report writes these to one file, the explorer serves them live; both count by `byline.measures` alone.
"""
