"""The PLOVER ontology: event types, quad classes, modes and contexts.

Source: PLOVER codebook of the Open Event Data Alliance (2021 table of event types, quad classes,
modes and contexts) and, for the intensity scale, Goldstein (1992), "A Conflict-Cooperation Scale
for WEIS Events Data", Journal of Conflict Resolution 36(2), which runs from -10 (military attack)
to +10 (extending aid and merging). The value of each type is the mean of the Goldstein scores of
the three- and four-digit CAMEO codes that PLOVER folds into it, rounded to half a point (CAMEO
roots 02 and 10 are REQUEST; 084-087 RETREAT, the rest of 08 CONCEDE; 09 and 11 ACCUSE; 18-20
ASSAULT; the others one to one).
"""

from enum import StrEnum


class EventType(StrEnum):
    """PLOVER's sixteen."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    CONCEDE = "CONCEDE"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class QuadClass(StrEnum):
    """Verbal or material, cooperation or conflict."""

    VERBAL_COOPERATION = "VCOOP"
    MATERIAL_COOPERATION = "MCOOP"
    VERBAL_CONFLICT = "VCONF"
    MATERIAL_CONFLICT = "MCONF"


QUAD_CLASS: dict[EventType, QuadClass] = {
    EventType.AGREE: QuadClass.VERBAL_COOPERATION,
    EventType.CONSULT: QuadClass.VERBAL_COOPERATION,
    EventType.SUPPORT: QuadClass.VERBAL_COOPERATION,
    EventType.CONCEDE: QuadClass.VERBAL_COOPERATION,
    EventType.COOPERATE: QuadClass.MATERIAL_COOPERATION,
    EventType.AID: QuadClass.MATERIAL_COOPERATION,
    EventType.RETREAT: QuadClass.MATERIAL_COOPERATION,
    EventType.REQUEST: QuadClass.VERBAL_CONFLICT,
    EventType.ACCUSE: QuadClass.VERBAL_CONFLICT,
    EventType.REJECT: QuadClass.VERBAL_CONFLICT,
    EventType.THREATEN: QuadClass.VERBAL_CONFLICT,
    EventType.PROTEST: QuadClass.MATERIAL_CONFLICT,
    EventType.SANCTION: QuadClass.MATERIAL_CONFLICT,
    EventType.MOBILIZE: QuadClass.MATERIAL_CONFLICT,
    EventType.COERCE: QuadClass.MATERIAL_CONFLICT,
    EventType.ASSAULT: QuadClass.MATERIAL_CONFLICT,
}

INTENSITY: dict[EventType, float] = {
    EventType.AGREE: 6.0,
    EventType.CONSULT: 3.0,
    EventType.SUPPORT: 5.5,
    EventType.COOPERATE: 7.0,
    EventType.AID: 7.5,
    EventType.RETREAT: 8.5,
    EventType.CONCEDE: 5.0,
    EventType.REQUEST: -1.5,
    EventType.ACCUSE: -2.0,
    EventType.REJECT: -4.0,
    EventType.THREATEN: -6.0,
    EventType.PROTEST: -7.0,
    EventType.SANCTION: -6.0,
    EventType.MOBILIZE: -7.0,
    EventType.COERCE: -6.5,
    EventType.ASSAULT: -9.5,
}

# Types whose parties act on one another: everybody is an actor, nobody a recipient.
RECIPROCAL: frozenset[EventType] = frozenset(
    {EventType.AGREE, EventType.CONSULT, EventType.COOPERATE}
)

CONTEXTS: frozenset[str] = frozenset(
    {
        "military",
        "intelligence",
        "diplomatic",
        "economic",
        "executive",
        "legislative",
        "election",
        "legal",
        "refugee",
        "migration",
        "human_rights",
        "territory",
        "environment",
        "health",
        "disaster",
        "cyber",
        "terrorism",
        "crime",
        "corruption",
        "reparations",
        "resource",
        "cbrn",
        "academic",
        "illegal_drugs",
        "inequality",
        "lgbt",
        "misinformation",
        "peacekeeping",
        "pro_autocracy",
        "pro_democracy",
        "religion",
        "gender",
        "human_security",
    }
)
