"""What can be wrong with the files a resolver is given."""


class RegistryError(ValueError):
    """A file that is no usable registry dump; the message names the file and the remedy."""


class OverrideError(ValueError):
    """An overrides file that cannot be used; the message names the file, the line and the remedy."""
