"""What a notebook shows: charts of an open corpus, and records as HTML.

``tightrope.open`` and ``tightrope.run`` give a :class:`NotebookCorpus`: every table of
:class:`tightrope.store.Corpus`, and ``plot``, ``show`` and a summary of itself.
"""

from tightrope.notebook.corpus import NotebookCorpus

__all__ = ["NotebookCorpus"]
