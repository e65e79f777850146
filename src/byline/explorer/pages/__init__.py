"""The pages of the explorer: each turns a view into a page."""
