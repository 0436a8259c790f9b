"""Names of states and organisations as a sentence has them."""

import re

from tightrope.reference.actors import state_names

_WITH_ARTICLE = frozenset(
    {"BHS", "CAF", "COG", "COM", "DOM", "GMB", "MDV", "NLD", "PHL", "SYC", "VAT"}
)
# Names with a common noun in them take the article ("the World Bank"), and so do some acronyms.
_TAKES_ARTICLE = re.compile(
    r"^United |\b(?:Agency|Alliance|Association|Bank|Club|Committee|Commonwealth|Community|Council"
    r"|Court|Force|Forum|Fund|Group|Islands|League|Movement|Nations|Organi[sz]ation|Programme"
    r"|Quad|Union)\b|^(?:G\d+|OECD|OSCE|OPCW|CSTO)$"
)


def with_article(code: str) -> str:
    """The name as a sentence has it: "the United States", "China"; an unknown code as it is."""
    name = state_names().get(code, code)
    if name == code or name.startswith(("the ", "The ")):
        return name
    articled = code in _WITH_ARTICLE or _TAKES_ARTICLE.search(name) is not None
    return f"the {name}" if articled else name
