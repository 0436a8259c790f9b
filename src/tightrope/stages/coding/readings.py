"""Readings: did it happen, or is it denied, planned, threatened, asked for, possible, conditional?

From the word that carries an act we climb to the root of the sentence and collect what each
governing word does to it; the effects are then applied from the inside out.
"""

import re

from tightrope.records.events import Modality, Polarity
from tightrope.records.sentences import Parse, Token
from tightrope.reference.lexicon import embeddings, supports
from tightrope.stages.coding.grammar import is_passive, is_verb

_NEGATORS = frozenset({"not", "n't", "n’t", "never", "neither", "nor", "hardly", "scarcely", "barely", "nobody", "nothing", "none"})  # fmt: skip
_NEGATIVE_DETERMINERS = frozenset({"no", "neither", "none", "nobody", "nothing"})
_POSSIBLE = frozenset({"may", "might", "could", "can", "ca"})
_PLANNED = frozenset({"will", "shall", "wo", "'ll", "’ll"})
_ADVICE = frozenset({"should", "must", "ought"})
_CONDITIONS = frozenset({"if", "unless", "lest", "should", "whether", "provided"})
_WITHOUT = frozenset({"without", "instead", "than", "besides", "from", "rather", "far"})
_MAYBE = frozenset({"possibly", "perhaps", "maybe", "potentially", "conceivably"})
_SUBSTITUTED = frozenset({"without", "instead", "rather"})
_OLD = re.compile(
    r"\b(?:decades?|centur(?:y|ies)|generations?|years?) (?:ago|earlier|before|back)\b|"
    r"\b(?:traditionally|historically|formerly|previously|long ago|long before|once upon|"
    r"during the (?:cold war|second world war)|in (?:the )?(?:1[5-9]\d\d|20[01]\d)s?)\b",
    re.IGNORECASE,
)
_FINITE_PAST = frozenset({"VBD", "VBN"})
_LIMIT = 25

Reading = tuple[Polarity, Modality]


def reading_of(parse: Parse, i: int, *, support: int | None = None, title: bool = False) -> Reading:
    """The reading of the act that token ``i`` carries.

    Args:
        parse: the sentence.
        i: index of the act's verb or noun.
        support: the support verb that lends a nominal act its subject, when there is one.
        title: whether the sentence is a headline (an infinitive is then a plan).
    """
    return _apply(effects(parse, i, support=support), parse, i)


def effects(parse: Parse, i: int, *, support: int | None = None) -> list[str]:
    """What stands over the act, from the inside out."""
    found: list[str] = []
    node = i
    token = parse.tokens[i]
    found += _own(parse, i) if is_verb(token) else _own_noun(parse, i)
    for _ in range(_LIMIT):
        token = parse.tokens[node]
        if token.head == node:
            break
        head = parse.tokens[token.head]
        step, node, stop = _climb(parse, token, head, support)
        found += step
        if stop:
            break
    return found


def _own(parse: Parse, i: int, *, shared: bool = False) -> list[str]:
    """Negation, modals and conditions on verb ``i`` itself."""
    token = parse.tokens[i]
    found: list[str] = []
    auxiliaries = parse.dependents(i, "aux", "auxpass")
    names = {t.lemma.lower() for t in auxiliaries} | {t.text.lower() for t in auxiliaries}
    children = parse.dependents(i)
    negated = any(
        (t.dep == "neg" or (t.dep in ("advmod", "preconj", "cc", "mark") and t.text.lower() in _NEGATORS))
        and (t.i < i + 3)
        for t in children
        if t.text.lower() not in ("nor", "neither") or t.i < i
    )
    if not shared:
        negated = negated or _negated_argument(parse, i)
    before = parse.tokens[max(0, i - 4) : i]
    if any(t.text.lower() == "longer" and parse.tokens[max(0, t.i - 1)].text.lower() == "no" for t in before):
        negated = True
    if any(t.text.lower() == "yet" for t in children) and "to" in {t.text.lower() for t in before} and any(
        t.lemma == "have" for t in parse.tokens[max(0, i - 5) : i]
    ):
        negated = True
    text_before = " ".join(t.text.lower() for t in parse.tokens[max(0, i - 6) : i])
    if "yet to" in text_before and token.tag in ("VB", "VBN"):
        negated = True
    if negated:
        found.append("negated")
    if any(t.dep == "advmod" and t.lemma.lower() in _MAYBE for t in children):
        found.append("possible")
    conditional = _condition_below(parse, i)
    mark = {t.lemma.lower() for t in children if t.dep in ("mark", "advmod") and t.i < i}
    inverted = token.dep == "advcl" and _inverted(parse, i)
    if (mark & (_CONDITIONS - {"whether"}) and token.dep in ("advcl", "ccomp", "ROOT", "conj")) or inverted:
        found.append("hypothetical")
    elif "whether" in mark:
        found.append("possible")
    if names & _PLANNED or ("go" in names and "to" in names):
        found.append("planned")
    elif names & _POSSIBLE:
        found.append("possible")
    elif "would" in names or "'d" in names or "’d" in names:
        if any(t.lemma == "have" and t.text.lower() == "have" for t in auxiliaries):
            found.append("hypothetical")
        else:
            found.append("would")
    elif names & _ADVICE:
        found.append("advised")
    if conditional and ({"will", "would", "could", "may", "might", "wo"} & names or "hypothetical" in found):
        found.append("hypothetical")
    return found


def _own_noun(parse: Parse, i: int) -> list[str]:
    found: list[str] = []
    for child in parse.dependents(i):
        word = child.lemma.lower()
        if child.dep in ("det", "neg", "advmod", "amod") and word in _NEGATIVE_DETERMINERS:
            found.append("negated")
        elif child.dep in ("amod", "advmod") and word in (
            "planned", "upcoming", "forthcoming", "future", "scheduled", "coming", "next", "impending",
            "expected", "imminent",
        ):  # fmt: skip
            found.append("planned")
        elif child.dep == "amod" and word in ("possible", "potential", "alleged", "proposed", "likely"):
            found.append("possible")
        elif child.dep == "amod" and word in ("threatened",):
            found.append("threatened")
        elif child.dep == "amod" and word in ("past", "historic", "earlier_", "former"):
            found.append("background")
    return found


def _negated_argument(parse: Parse, i: int) -> bool:
    """"No Greek cutter boarded", "made no arrests", "nobody met"."""
    for child in parse.dependents(i, "nsubj", "nsubjpass", "dobj", "attr", "advmod", "npadvmod"):
        if child.lemma.lower() in _NEGATIVE_DETERMINERS and child.dep != "advmod":
            return True
        for det in parse.dependents(child.i, "det", "preconj", "cc", "neg"):
            if det.text.lower() in ("no", "neither"):
                return True
            if det.text.lower() == "not" and det.i < child.i:
                return True
    return False


def _inverted(parse: Parse, i: int) -> bool:
    """"Had X signed", "Were X to sign", "Should X sign": an auxiliary before its subject."""
    children = parse.dependents(i)
    subjects = [t.i for t in children if t.dep in ("nsubj", "nsubjpass")]
    helpers = [
        t.i for t in children if t.dep in ("aux", "auxpass") and t.lemma in ("have", "be", "should")
    ]
    token = parse.tokens[i]
    if token.lemma == "be" and subjects and token.i < subjects[0] and token.text.lower() == "were":
        return True
    return bool(subjects and helpers and min(helpers) < min(subjects))


def _condition_below(parse: Parse, i: int) -> bool:
    """Whether a conditional clause hangs on verb ``i`` (or on the verb of saying above it)."""
    spots = [i]
    token = parse.tokens[i]
    if token.dep in ("ccomp", "conj") and token.head != i:
        spots.append(token.head)
    for spot in spots:
        for child in parse.dependents(spot, "advcl", "prep", "ccomp"):
            if child.i == i:
                continue
            marks = {t.lemma.lower() for t in parse.dependents(child.i, "mark", "advmod") if t.i < child.i}
            if child.dep != "prep" and (marks & {"if", "unless", "provided"} or _inverted(parse, child.i)):
                return True
            if child.dep == "prep" and child.lemma.lower() == "without" and child.i < i:
                return True
    return False


def _key(parse: Parse, head: Token) -> tuple[str, str]:
    """Lemma (with the particle, when the table knows the pair) and part of speech for the table."""
    part = "verb" if is_verb(head) else "adj" if head.pos in ("ADJ", "ADV") else "noun"
    lemma = head.lemma.lower()
    if part == "verb":
        for t in parse.dependents(head.i, "prt", "prep", "advmod", "agent"):
            pair = f"{lemma}_{t.lemma.lower()}"
            if t.i > head.i and pair in embeddings():
                return pair, part
        if head.tag == "VBN" and lemma not in embeddings() and head.text.lower() in embeddings():
            return head.text.lower(), part
    return lemma, part


def embedding(parse: Parse, head: Token) -> str:
    """The table's word on what ``head`` does to its complement; empty when it says nothing."""
    lemma, part = _key(parse, head)
    by_part = embeddings().get(lemma, {})
    effect = by_part.get(part, "")
    if not effect and part == "verb" and head.tag == "VBN":
        effect = embeddings().get(head.text.lower(), {}).get("adj", "")
    if effect == "requested" and part == "verb" and lemma in ("expect",):
        return "planned"
    return effect


def _climb(
    parse: Parse, token: Token, head: Token, support: int | None
) -> tuple[list[str], int, bool]:
    """One step up from ``token``; returns effects, the next node, and whether to stop."""
    dep = token.dep
    if dep == "conj":
        return _shared(parse, token, head), head.i, False
    if dep in ("relcl", "appos", "parataxis") and is_verb(token):
        return [], head.i, True
    if dep == "acl" and not is_verb(head):
        infinitive = any(t.tag == "TO" for t in parse.dependents(token.i, "aux"))
        effect = embedding(parse, head)
        if infinitive or effect in ("planned", "threatened", "requested"):
            if token.tag == "VBN" and not infinitive:
                return [], head.i, True
            return [effect or "possible", *_own_noun(parse, head.i)], head.i, False
        return [], head.i, True
    if dep == "advcl":
        marks = {t.lemma.lower() for t in parse.dependents(token.i, "mark") if t.i < token.i}
        infinitive = any(t.tag == "TO" for t in parse.dependents(token.i, "aux"))
        effect = embedding(parse, head)
        if (infinitive or token.tag == "VB") and is_verb(head) and effect in ("requested", "planned", "negated") and not marks - {"for", "that"}:
            return [effect, *_own(parse, head.i)], head.i, False
        if infinitive:
            return ["possible"], head.i, True
        return (["hypothetical"] if "hypothetical" in _own(parse, head.i) else []), head.i, True
    if dep in ("xcomp", "ccomp", "acomp", "oprd", "attr", "csubj") or (
        dep == "dep" and is_verb(token)
    ):
        return _complement(parse, token, head)
    if dep in ("pcomp", "pobj") or head.pos in ("ADP", "SCONJ"):
        return _under_preposition(parse, token, head)
    if is_verb(head):
        return _argument(parse, token, head, support)
    if dep == "prep" or token.pos == "ADP":
        effect = embedding(parse, head) if not is_verb(head) else ""
        return [effect] if effect else [], head.i, False
    if dep in ("compound", "amod", "nmod", "poss"):
        effect = embedding(parse, head)
        return [effect] if effect in ("planned", "threatened", "requested", "possible") else [], head.i, False
    return [], head.i, False


def _shared(parse: Parse, token: Token, head: Token) -> list[str]:
    """What a coordinated verb takes over from the first: "will not meet or call"."""
    if not (is_verb(token) and is_verb(head)):
        return _own_noun(parse, head.i) if not is_verb(head) and not is_verb(token) else []
    own = {t.dep for t in parse.dependents(token.i)}
    if own & {"aux", "auxpass", "nsubj", "nsubjpass"} or token.tag != head.tag:
        return ["hypothetical"] if "hypothetical" in _own(parse, head.i, shared=True) and token.tag == head.tag else []
    coordinators = {t.lemma.lower() for t in parse.dependents(head.i, "cc")}
    taken = _own(parse, head.i, shared=True)
    if token.tag not in ("VB", "VBN", "VBG"):
        taken = [t for t in taken if t == "hypothetical"]
    if coordinators & {"but", "yet"} and "nor" not in coordinators:
        taken = [t for t in taken if t != "negated"]
    return taken


def _complement(parse: Parse, token: Token, head: Token) -> tuple[list[str], int, bool]:
    effect = embedding(parse, head)
    infinitive = token.tag == "VB" and any(
        t.tag == "TO" for t in parse.dependents(token.i, "aux")
    )
    if head.lemma == "be" and token.dep in ("xcomp", "ccomp") and infinitive:
        effect = "planned"
    elif head.lemma == "have" and infinitive and token.dep == "xcomp":
        effect = "negated" if "yet" in {t.text.lower() for t in parse.dependents(head.i)} | {
            t.text.lower() for t in parse.dependents(token.i)
        } else "advised"
    found: list[str] = []
    if effect in ("said", "plain", ""):
        found = []
    elif effect == "negated" and token.dep == "ccomp" and head.lemma in ("deny", "rule", "refuse") or effect == "negated":
        found = ["negated"]
    elif effect == "requested" and is_passive(parse, head.i) and head.lemma in ("expect", "say"):
        found = ["planned"]
    elif effect == "threatened" and head.lemma == "warn" and not _future(parse, token.i):
        found = []
    elif effect == "planned" and token.dep == "ccomp" and not infinitive and not _future(parse, token.i):
        found = [] if head.lemma not in ("hope", "wish") else ["possible"]
    elif effect == "requested" and token.dep == "ccomp" and token.tag in ("VBD", "VBZ") and head.lemma in ("suggest", "like", "argue"):
        found = []
    else:
        found = [effect]
    if is_verb(head):
        own = _own(parse, head.i)
        if effect in ("said",):
            own = [o for o in own if o in ("hypothetical",)]
        found += own
    return found, head.i, False


def _future(parse: Parse, i: int) -> bool:
    names = {t.text.lower() for t in parse.dependents(i, "aux")}
    return bool(names & (_PLANNED | _POSSIBLE | {"would", "to", "should"})) or parse.tokens[i].tag == "VB"


def _under_preposition(parse: Parse, token: Token, head: Token) -> tuple[list[str], int, bool]:
    """From the object of a preposition to what the preposition hangs on."""
    if head.head == head.i:
        return [], head.i, True
    above = parse.tokens[head.head]
    word = head.lemma.lower()
    if word in _SUBSTITUTED or (word == "of" and above.lemma.lower() in ("instead", "short")):
        return ["negated"], above.i, True
    if word == "from" and above.text.lower() == "far":
        return ["negated"], above.i, True
    if above.pos == "ADP" and above.dep == "prep":
        if above.lemma.lower() in ("instead", "rather"):
            return ["negated"], above.i, True
        return [], above.i, False
    effect = embedding(parse, above)
    if is_verb(above):
        if word in ("by", "after", "before", "despite", "amid", "following", "in", "during", "since", "over", "because", "about", "at", "with", "against") or (
            word in ("to", "for", "on") and effect in ("said", "plain")
        ):
            # "after the invasion": a fact that the sentence takes for granted.
            lemma = above.lemma.lower()
            if token.dep == "pobj" and (word, lemma) in (("with", "threaten"),):
                return ["threatened"], above.i, True
            if (word, lemma) == ("against", "warn"):
                return ["threatened"], above.i, True
            if (word, lemma) in (("against", "vote"), ("against", "decide"), ("against", "advise")):
                return ["negated"], above.i, True
            if (word, lemma) in (("about", "think"), ("about", "talk"), ("in", "interest")):
                return ["possible"], above.i, True
            return [], above.i, token.dep == "pobj"
        key = f"{above.lemma.lower()}_{word}"
        known = embeddings().get(key, {}).get("verb", "")
        if known:
            return [known, *_own(parse, above.i)], above.i, False
        if token.dep == "pcomp" or word in ("from", "of", "for"):
            if effect in ("negated", "possible", "planned", "threatened") or (
                effect == "requested" and word == "for"
            ):
                return [effect, *_own(parse, above.i)], above.i, False
            return [], above.i, token.dep == "pobj"
        return [], above.i, token.dep == "pobj"
    if effect in ("planned", "threatened", "requested", "possible", "negated") and word in ("of", "for", "to", "on", "against", "at", "about"):
        extra = _own_noun(parse, above.i)
        return [effect, *extra], above.i, False
    if word in ("of",):
        return [], above.i, False
    return [], above.i, True


def _argument(
    parse: Parse, token: Token, head: Token, support: int | None
) -> tuple[list[str], int, bool]:
    """A nominal act as subject or object of a verb."""
    own = _own(parse, head.i)
    lemma, _ = _key(parse, head)
    effect = embedding(parse, head)
    if support == head.i:
        kind = supports().get(head.lemma.lower(), ("actor", "plain"))[1]
        return [*([kind] if kind != "plain" else []), *own], head.i, False
    passive = is_passive(parse, head.i)
    if token.dep in ("dobj", "nsubjpass") or (token.dep == "nsubj" and passive):
        kind = supports().get(head.lemma.lower(), ("", ""))[1]
        if lemma in ("deny", "rule_out", "cancel", "call_off", "avoid", "avert", "prevent", "scrap", "shelve", "postpone", "refuse"):
            return ["negated", *own], head.i, False
        if effect in ("planned", "requested", "threatened", "possible"):
            return [effect, *own], head.i, False
        if kind in ("planned", "requested", "possible", "threatened"):
            return [kind, *own], head.i, False
        if kind == "plain" and passive:
            return own, head.i, False
        return [o for o in own if o in ("hypothetical",)], head.i, True
    if token.dep in ("nsubj", "csubj"):
        below = {t.lemma.lower() for t in parse.dependents(head.i, "acomp", "attr", "advmod")}
        if head.lemma in ("take", "happen", "begin", "start", "follow", "resume", "occur", "go", "proceed", "open", "last", "come", "remain", "be") :
            found = list(own)
            if below & {"possible", "likely", "unlikely", "imminent", "unthinkable"}:
                found.append("negated" if below & {"unlikely", "unthinkable"} else "possible")
            return found, head.i, False
        if effect == "planned" and passive:
            return ["planned", *own], head.i, False
        return [o for o in own if o in ("hypothetical",)], head.i, True
    return [], head.i, True


def _apply(ops: list[str], parse: Parse, i: int) -> Reading:
    """Fold effects, innermost first, into one reading."""
    token = parse.tokens[i]
    negative = False
    modality = Modality.ACTUAL
    reported = "would" in ops
    for op in ops:
        if op == "negated":
            if negative and modality is Modality.ACTUAL:
                negative, modality = False, Modality.POSSIBLE
            else:
                negative = not negative
        elif op == "hypothetical":
            modality = Modality.HYPOTHETICAL
        elif op == "would":
            if modality is Modality.ACTUAL:
                modality = Modality.PLANNED if _reported(parse, i) else Modality.HYPOTHETICAL
        elif op == "advised":
            if modality is Modality.ACTUAL:
                modality = Modality.REQUESTED if _reported(parse, i) else Modality.POSSIBLE
        elif op == "background":
            if modality is Modality.ACTUAL:
                modality = Modality.BACKGROUND
        elif op in ("planned", "possible", "requested", "threatened"):
            value = Modality(op)
            if modality is Modality.HYPOTHETICAL and reported and op in ("threatened", "planned"):
                modality = value
            elif modality is not Modality.HYPOTHETICAL and (
                modality is Modality.ACTUAL or op != "planned"
            ):
                modality = value
    if modality is Modality.ACTUAL and not negative and _imperative(parse, i):
        modality = Modality.REQUESTED
    if modality is Modality.ACTUAL and not negative and _bare_infinitive(token, parse, i):
        modality = Modality.PLANNED
    if modality is Modality.ACTUAL and not negative and _is_old(parse, i):
        modality = Modality.BACKGROUND
    return (Polarity.NEGATED if negative else Polarity.ASSERTED), modality


def _reported(parse: Parse, i: int) -> bool:
    """Whether a verb of saying stands over verb ``i`` ("said it would")."""
    for j in (i, *parse.ancestors(i)):
        token = parse.tokens[j]
        if token.head == j:
            return False
        head = parse.tokens[token.head]
        if token.dep == "ccomp" and embedding(parse, head) in ("said", "planned", "threatened", "requested"):
            return True
    return False


def _imperative(parse: Parse, i: int) -> bool:
    token = parse.tokens[i]
    if token.tag != "VB" or token.dep not in ("ROOT", "ccomp"):
        return False
    return not parse.dependents(i, "nsubj", "nsubjpass", "aux", "auxpass", "mark") and (
        i == 0 or parse.tokens[i - 1].text in ("“", '"', "``", ":", "‘", "'")
    )


def _bare_infinitive(token: Token, parse: Parse, i: int) -> bool:
    """A headline's future: "Paris to host talks"."""
    to = any(t.tag == "TO" for t in parse.dependents(i, "aux"))
    return to and (token.dep == "ROOT" or (token.dep in ("relcl", "acl") and token.head < i and parse.tokens[token.head].dep == "ROOT"))


def _is_old(parse: Parse, i: int) -> bool:
    match = _OLD.search(parse.text)
    if match is None:
        return False
    token = parse.token_at(match.start())
    if token is None:
        return False
    mine, theirs = _clause(parse, i), _clause(parse, token.i)
    return mine == theirs


def _clause(parse: Parse, i: int) -> int:
    """The verb whose clause holds token ``i``."""
    if is_verb(parse.tokens[i]) and parse.tokens[i].dep not in ("aux", "auxpass"):
        return i
    for j in parse.ancestors(i):
        if is_verb(parse.tokens[j]):
            return j
    return i
