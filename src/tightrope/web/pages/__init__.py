"""One module for each kind of page: from a question to what the page shows."""

from collections.abc import Callable

from tightrope.web.answers import Page
from tightrope.web.asking import Ask
from tightrope.web.pages.compare import compare
from tightrope.web.pages.corrections import corrections
from tightrope.web.pages.coverage import coverage
from tightrope.web.pages.dispute import dispute
from tightrope.web.pages.document import document
from tightrope.web.pages.home import home
from tightrope.web.pages.incident import incident
from tightrope.web.pages.interface import interface
from tightrope.web.pages.method import method
from tightrope.web.pages.pair import pair
from tightrope.web.pages.person import person
from tightrope.web.pages.search import search
from tightrope.web.pages.state import state
from tightrope.web.pages.statement import statement
from tightrope.web.pages.story import story

MakePage = Callable[[Ask], Page]

#: Address and maker of every view; each has twins with ``.json`` and ``.csv`` at the end.
PAGES: tuple[tuple[str, MakePage], ...] = (
    ("/", home),
    ("/state/{code}", state),
    ("/pair/{first}/{second}", pair),
    ("/story/{id}", story),
    ("/document/{id}", document),
    ("/incident/{id}", incident),
    ("/statement/{id}", statement),
    ("/dispute/{id}", dispute),
    ("/person/{name:path}", person),
    ("/search", search),
    ("/compare", compare),
    ("/coverage", coverage),
    ("/corrections", corrections),
    ("/method", method),
    ("/api", interface),
)
