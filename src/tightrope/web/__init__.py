"""The web pages and the HTTP API over a database file.

Pages are made on the server from stored results and compute nothing new. Every view has a stable
address, and twins of it as JSON and CSV. See ``docs/web.md``.
"""

from tightrope.web.app import create_app
from tightrope.web.settings import Settings
from tightrope.web.site import Site, open_site

__all__ = ["Settings", "Site", "create_app", "open_site"]
