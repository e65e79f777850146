"""Which issues cost a paper or a source: the run is done, but with failures (exit code 1)."""

# What a later run may get: it asks again. (Profiles that were not given do not exist, or are not shown.)
MISSING_CODES = frozenset({"pdf_missing", "source_stopped"})

# What a later run may get as well, though no paper is missing: a login is given by then, a page is there again.
WITHHELD_CODES = frozenset({"profiles_need_login", "no_bibliography"})

# What the PDF itself, or reading it, has to answer for.
UNREAD_CODES = frozenset(
    {
        "crash",
        "damaged",
        "empty",
        "encrypted",
        "error",
        "memory_limit",
        "missing",
        "not_a_pdf",
        "time_limit",
        "too_large",
        "too_long",
        "unreadable",
    }
)

FAILURE_CODES = MISSING_CODES | UNREAD_CODES
