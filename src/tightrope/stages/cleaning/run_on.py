"""Text in which a whole page stands on one line: cut it into sentences and what is none."""

import re

from tightrope.stages.cleaning.language_identification import ENGLISH_FUNCTION_WORDS

LONGEST_LINE_WORDS = 250
_BOUNDARY = re.compile(r"""(?<=[.!?…])(?P<close>["”’)\]]*)\s+(?=["“‘'(\[]*[A-Z0-9À-ÞА-Я])""")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Cmdr|Adm|Brig|Hon|Rev|St|Jr|Sr"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No|Inc|Ltd|Co|Corp|vs|etc|approx|Ave|Mt|Ft|Pres"
    r"|Amb|Calif|Fla|Mass|Mich|Minn|Pa|Tex|Va|Wash|Conn|Ariz|Ala|Ga|Ill|Ind|Tenn|Wis)|\b(?:[A-Za-z]\.)+[A-Za-z])\.$"
)
_TOKEN = re.compile(r"\S+")
_SEPARATOR = re.compile(r"^[|»›•·–—/»>«<→×+&-]+$")
# How much a word speaks for running text.
_FUNCTION, _LOWER, _NUMBER, _CAPITAL, _MARK = 1.5, 1.0, -0.5, -1.0, -3.0
_LEAST_PREFIX_TOKENS = 4
_LEAST_PREFIX_SUM = -3.5
_LOOK_BACK = 4
_LEAST_TITLE_TOKENS = 4


def cut_run_on(text: str) -> list[str]:
    """Pieces in order: sentences, and between them the menus, labels and headlines around them."""
    pieces: list[str] = []
    for part in _cut_at_title(text):
        for sentence in _sentences(part):
            pieces.extend(_without_prefix(sentence))
    return pieces


def _cut_at_title(text: str) -> list[str]:
    """A page begins with its title and holds it again above the article: cut around each copy."""
    tokens = text.split(" ", 60)[:60]
    for length in range(min(len(tokens), 40), _LEAST_TITLE_TOKENS - 1, -1):
        title = " ".join(tokens[:length])
        if len(title) >= 20 and text.find(title, len(title)) > 0:
            pieces = re.split(f"({re.escape(title)})", text)
            return [p.strip() for p in pieces if p.strip()]
    return [text]


def _sentences(text: str) -> list[str]:
    found, start = [], 0
    for boundary in _BOUNDARY.finditer(text):
        if _ABBREVIATION.search(text, max(start, boundary.start() - 12), boundary.start()):
            continue
        found.append(text[start : boundary.end()].strip())
        start = boundary.end()
    found.append(text[start:].strip())
    return [s for s in found if s]


def _without_prefix(sentence: str) -> list[str]:
    """Cut off the menu or headline words that run into the start of a sentence."""
    tokens = list(_TOKEN.finditer(sentence))
    if len(tokens) < _LEAST_PREFIX_TOKENS + 3:
        return [sentence]
    total, lowest, cut = 0.0, 0.0, 0
    for n, token in enumerate(tokens):
        total += _weight(token.group())
        if total <= lowest:
            lowest, cut = total, n + 1
    if lowest > _LEAST_PREFIX_SUM or cut < _LEAST_PREFIX_TOKENS:
        return [sentence]
    # The last capital belongs to the sentence: find the word that it most likely begins with.
    start = max(cut - 1, 0)
    for n in range(start, max(start - _LOOK_BACK, 0), -1):
        word = tokens[n].group().lstrip("\"“‘'([")
        if word[:1].isupper() and word.strip("'’\"”.,").lower() in ENGLISH_FUNCTION_WORDS:
            start = n
            break
    if start < _LEAST_PREFIX_TOKENS - 1:
        return [sentence]
    at = tokens[start].start()
    return [sentence[:at].strip(), sentence[at:].strip()]


def _weight(token: str) -> float:
    if _SEPARATOR.match(token):
        return _MARK
    word = token.strip("\"“”‘’'()[],.;:!?")
    if not word:
        return 0.0
    if word[0].isdigit() or word[0] in "$€£@#":
        return _NUMBER
    if word[0].isupper():
        return _CAPITAL
    return _FUNCTION if word in ENGLISH_FUNCTION_WORDS else _LOWER
