"""From files and folders to raw documents: what an analyst saved, decoded, with nothing lost.

One module per kind of source, listed in :data:`tightrope.reading.readers.READERS`; a further kind
is one module more and one line there. What can't be read comes back as
:class:`~tightrope.records.documents.Quarantined` with a reason, never as an exception.
"""

from tightrope.reading.finding import find_inputs
from tightrope.reading.readers import read_file

__all__ = ["find_inputs", "read_file"]
