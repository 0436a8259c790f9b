"""Every error that Tightrope raises on purpose.

One small tree under :class:`TightropeError`. A message names the file or field, what was
received, what is allowed, and the next step; the command line prints it as it is.
"""


class TightropeError(Exception):
    """Base of all errors that a user can act on; its text is one clear sentence."""


class UnreadableInput(TightropeError):
    """A file or record that can't be read; it goes to quarantine with this reason."""


class UsageError(TightropeError):
    """A command, option or argument that does not fit (exit status 2)."""


class StoreError(TightropeError):
    """The database file is missing, locked, or not one of ours."""


class UnknownRecord(TightropeError):
    """An identifier that no table holds."""


class MissingComponent(TightropeError):
    """Something that should be installed is not; the text gives the install command."""


class StageOrderError(TightropeError):
    """Stages were put together in an order in which one lacks what it requires."""


class ChangedWeights(TightropeError):
    """A file of trained weights is not the one that was trained; the text names the way on."""
