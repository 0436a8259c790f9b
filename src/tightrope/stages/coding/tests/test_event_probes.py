# ruff: noqa: E501 (one probe a line reads best)
"""Probe sentences: who did what to whom, and is it said to have happened?

One sentence a line: ``TYPE reading ACTORS > RECIPIENTS``; several events joined by ``;``. All
sentences are invented. A line holds everything that must be found in the sentence, and nothing
else may be asserted there as having happened.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tightrope.records.events import Event, Modality, Polarity
from tightrope.records.readings import Reading
from tightrope.records.spans import Span
from tightrope.records.times import TimeExpression
from tightrope.stages.coding import code_by_rules

PROBES: list[tuple[str, str]] = [
    # negation
    ("Peru did not recall its ambassador from Chile.", "SANCTION negated PER > CHL"),
    ("Zambia has never accused Kenya of spying.", "ACCUSE negated ZMB > KEN"),
    ("Hungary no longer supports Ukraine.", "SUPPORT negated HUN > UKR"),
    ("Norway failed to persuade itself and did not condemn Israel.", "ACCUSE negated NOR > ISR"),
    ("Vietnam refused to condemn Russia.", "ACCUSE negated VNM > RUS"),
    ("Sweden ruled out sending troops to Ukraine.", "MOBILIZE negated SWE > UKR"),
    ("Without threatening Armenia, Turkey closed its border.", "THREATEN negated TUR > ARM"),
    ("Baku denied that it had shelled Armenian villages.", "ASSAULT negated AZE > ARM"),
    ("Ethiopia denied having attacked Sudan.", "ASSAULT negated ETH > SDN"),
    ("Japan has yet to lift its sanctions on Iran.", "RETREAT negated JPN > IRN"),
    ("No Greek ship attacked the Turkish coast.", "ASSAULT negated GRC > TUR"),
    ("Neither France nor Poland criticised Hungary.", "ACCUSE negated FRA POL > HUN"),
    ("Argentina stopped short of condemning Brazil.", "ACCUSE negated ARG > BRA"),
    ("The Chinese president cancelled a visit to Australia.", "SANCTION actual CHN > AUS"),
    ("The visit by the Polish president to Serbia was cancelled.", "CONSULT negated POL SRB >"),
    ("Kenya denied a report that it had shelled Sudanese villages.", "ASSAULT negated KEN > SDN"),
    ("There is no evidence that India supplied missiles to Armenia.", "AID negated IND > ARM"),
    # plans
    ("Kenya will send food aid to Sudan.", "AID planned KEN > SDN"),
    ("India plans to sign a trade deal with Australia.", "AGREE planned IND AUS >"),
    ("The Turkish president is to visit Kazakhstan in May.", "CONSULT planned TUR KAZ >"),
    ("Warsaw to expel Russian diplomats", "SANCTION planned POL > RUS"),
    ("Egypt is expected to release two Israeli prisoners.", "RETREAT planned EGY > ISR"),
    ("Chile agreed to lift its tariffs on Peru.", "RETREAT planned CHL > PER"),
    ("Japan said it would supply weapons to Ukraine.", "AID planned JPN > UKR"),
    ("France has decided to withdraw its troops from Mali.", "RETREAT planned FRA > MLI"),
    ("Seoul's plan to impose sanctions on Russia was leaked.", "SANCTION planned KOR > RUS"),
    ("The prime minister of India flies to Paris next week.", "CONSULT planned IND FRA >"),
    # threats
    (
        "Turkey threatened to invade Greece.",
        "THREATEN actual TUR > GRC; ASSAULT threatened TUR > GRC",
    ),
    (
        "Tehran warned Azerbaijan that it would close the border.",
        "THREATEN actual IRN > AZE; SANCTION threatened IRN > AZE",
    ),
    ("Poland has never threatened to attack Hungary.", "THREATEN negated POL > HUN"),
    ("Moscow vowed to bomb Ukrainian airfields.", "ASSAULT threatened RUS > UKR"),
    # requests
    (
        "Mali asked France to withdraw its troops.",
        "REQUEST actual MLI > FRA; RETREAT requested FRA > MLI",
    ),
    (
        "China urged Japan to lift the export ban.",
        "REQUEST actual CHN > JPN; RETREAT requested JPN > CHN",
    ),
    ("Ukraine called on India to condemn Russia.", "REQUEST actual UKR > IND; ACCUSE requested IND > RUS"),
    ("Sudan wants Egypt to send food aid.", "AID requested EGY > SDN"),
    (
        "Armenia demanded that Azerbaijan release the prisoners.",
        "REQUEST actual ARM > AZE; RETREAT requested AZE > ARM",
    ),
    ("The Kenyan minister said Sudan must free the hostages.", "REQUEST actual KEN > SDN"),
    ("Morocco was asked by France to extradite a banker.", "REQUEST actual FRA > MAR"),
    # possibility
    ("Hungary may veto the European Union aid package.", "REJECT possible HUN > EUU"),
    ("Poland is considering sending tanks to Ukraine.", "AID possible POL > UKR"),
    ("Australia could impose sanctions on Iran.", "SANCTION possible AUS > IRN"),
    ("Israel has not ruled out attacking Iran.", "ASSAULT possible ISR > IRN"),
    ("Perhaps Kazakhstan will recall its ambassador from Russia.", "SANCTION possible KAZ > RUS"),
    # conditions
    (
        "If Turkey attacks Greece, France will send warships to Greece.",
        "ASSAULT hypothetical TUR > GRC; MOBILIZE hypothetical FRA > GRC",
    ),
    ("Unless Peru apologises, Chile will recall its ambassador.", "SANCTION hypothetical CHL > PER"),
    ("Had China invaded Vietnam, Japan would have imposed sanctions.", "ASSAULT hypothetical CHN > VNM"),
    ("Norway would have condemned Russia.", "ACCUSE hypothetical NOR > RUS"),
    ("Should Mali expel the French ambassador, France would freeze aid to Mali.", "SANCTION hypothetical FRA > MLI"),
    ("Chile wants to sign a pact with Peru.", "AGREE planned CHL PER >"),
    ("Assuming Israel attacks Iran, Turkey will condemn Israel.", "ASSAULT hypothetical ISR > IRN"),
    # history
    ("In 1974 Turkey invaded Greece.", "ASSAULT background TUR > GRC"),
    ("Decades ago, China attacked Vietnam.", "ASSAULT background CHN > VNM"),
    # reported speech keeps what was reported
    ("Ukraine said Russia had shelled Poland.", "ASSAULT actual RUS > POL"),
    ("According to Kenya, Ethiopian soldiers killed Sudanese farmers.", "ASSAULT actual ETH > SDN"),
    # what an act above makes of it, and what it leaves alone
    ("Peru declined to expel the Chilean envoy.", "SANCTION negated PER > CHL"),
    ("Ghana is accused of having shelled Togo.", "ASSAULT possible GHA > TGO"),
    ("Oman sought to release two Yemeni sailors.", "RETREAT possible OMN > YEM"),
    ("A visit by the Greek premier to Oslo is expected in the autumn.", "CONSULT planned GRC NOR >"),
    ("Those who wish for Lima to condemn Caracas are few.", "ACCUSE requested PER > VEN"),
    ("Brazil offered to lower its tariffs on Bolivia.", "RETREAT planned BRA > BOL"),
    ("Turkey lifted its embargo on grain shipments to Georgia.", "RETREAT actual TUR > GEO"),
    ("Canada will charge 15 per cent on goods from Mexico.", "SANCTION planned CAN > MEX"),
    ("Italian troops had been sent to Niger.", "MOBILIZE actual ITA > NER"),
    ("Morocco stopped buying Algerian gas.", "COOPERATE negated MAR > DZA"),
    ("The Polish president ended a visit to Tunisia.", "CONSULT actual POL TUN >"),
    # voice, order, company
    ("Egypt allowed a Kenyan ship to dock, ignoring objections from Sudan.", "REJECT actual EGY > SDN"),
    ("Paris condemned Rabat for selling arms to Mali.", "COOPERATE actual MAR > MLI"),
    ("Poland, Sweden to sign defence pact", "AGREE planned POL SWE >"),
    ("Oslo withdrew its ambassador from Tehran.", "SANCTION actual NOR > IRN"),
    ("Norway is opposed to Swedish mediation.", "REJECT actual NOR > SWE"),
    ("The Greek foreign minister paid a visit to Cairo.", "CONSULT actual GRC EGY >"),
    ("Greek fishermen were arrested by Turkish police.", "COERCE actual TUR > GRC"),
    ("The aid to Mali was suspended by France.", "SANCTION actual FRA > MLI"),
    ("France suspended military cooperation with Mali.", "SANCTION actual FRA > MLI"),
    ("Japan eased its sanctions against Iran.", "RETREAT actual JPN > IRN"),
    ("Belgrade and Budapest signed a gas deal.", "AGREE actual SRB HUN >"),
    ("The Indian and Chinese foreign ministers met in Astana.", "CONSULT actual IND CHN >"),
    ("The talks between Armenia and Azerbaijan lasted two days.", "CONSULT actual ARM AZE >"),
    ("Russia's invasion of Ukraine shocked Sweden.", "ASSAULT actual RUS > UKR"),
    ("The suspension of French aid to Mali took effect.", "SANCTION actual FRA > MLI"),
    ("Lima condemned Brasilia and expelled its ambassador.", "ACCUSE actual PER > BRA"),
    ("Moscow, which had bombed Ukraine, accused Poland of lying.", "ASSAULT actual RUS > UKR; ACCUSE actual RUS > POL"),
    ("India and Australia held joint naval exercises.", "COOPERATE actual IND AUS >"),
    ("Norway provided 40 million dollars in aid to Sudan.", "AID actual NOR > SDN"),
    ("Manila accused Beijing of ramming a boat.", "ACCUSE actual PHL > CHN"),
    ("Kazakhstan rejected a Russian request to send troops.", "REJECT actual KAZ > RUS; REQUEST actual RUS > KAZ"),
]  # fmt: skip

QUIET: list[str] = [
    "Brazil beat Argentina 2-1 in the final.",
    "Chile and Peru share a long border.",
    "Japan has the right to negotiate energy deals with Russia.",
    "The resolution condemning Russia was drafted in a day.",
    "Norwegian shares rose 2 percent as Polish bonds fell.",
    "France struck the right balance between Moscow and Kyiv.",
    "Officials in Cairo declined to comment on the Sudanese report.",
    "The museum in Athens shows Turkish carpets.",
    "Vietnam's support for Russia is declining.",
    "Ties between Hungary and Poland were strained but not killed.",
    "Trade between Chile and Peru will not be cut.",
    "An invasion of Estonia was the theme of the play.",
    "Nordic states, among them none from Poland, criticised Belarus.",
    "Brazil sends its soya to the world market through an Argentine port.",
    "Denmark helps smallholders to sell beans that Kenya will not buy.",
    "Peru imposed what it called a fee on Bolivia's lorries.",
    "Greece's war with itself goes on in Cyprus.",
    "The missiles from India arrived in Armenia.",
    "Mali has put Niger on the same footing as Chad.",
    "A diplomat in Nairobi, who asked not to be named, spoke of Somalia.",
    "Chilean growers opposed the change; Peru said nothing.",
    "No country should back Belarus in its war of conquest, Latvia's envoy said.",
    "Compliance with sanctions is watched by Japan, a neighbour of Russia.",
    "Ghana will honour its commitments, Togo believes.",
    "The envoy flew to Rabat from a summit of the African Union in Kigali.",
]


def reading(event: Event) -> str:
    return "negated" if event.polarity is Polarity.NEGATED else str(event.modality)


def line(event: Event) -> str:
    parties = " ".join(event.actor_states), " ".join(event.recipient_states)
    return f"{event.type} {reading(event)} {parties[0]} > {parties[1]}".strip()


@pytest.mark.parametrize(("text", "expected"), PROBES, ids=[t for t, _ in PROBES])
def test_probe(code: Callable[[str], Reading], text: str, expected: str) -> None:
    found = [line(e) for e in code(text).events]
    wanted = [e.strip() for e in expected.split(";")]
    assert set(wanted) <= set(found)


@pytest.mark.parametrize("text", QUIET)
def test_nothing_happened(code: Callable[[str], Reading], text: str) -> None:
    happened = [
        line(e)
        for e in code(text).events
        if e.modality is Modality.ACTUAL and e.polarity is Polarity.ASSERTED
    ]
    assert happened == []


# Sentences whose act leaves one side open, though another state is named beside it.
OPEN: list[tuple[str, str]] = [
    (
        "Rights groups criticised the Tunisian cabinet over writers in Malta.",
        "ACCUSE actual  > TUN",
    ),
    ("Egypt promised to crack down on Sudanese smugglers.", "AGREE actual EGY >"),
    ("Poland declined to expel the Hungarian envoy.", "SANCTION negated POL > HUN"),
]


@pytest.mark.parametrize(("text", "expected"), OPEN)
def test_nobody_is_guessed_in(code: Callable[[str], Reading], text: str, expected: str) -> None:
    conflict = {"COERCE planned EGY > SDN"}
    assert {line(e) for e in code(text).events} - conflict == {expected}


DATED: list[tuple[str, str, str]] = [
    # text, a time in it, and whether it dates the act
    ("France met Poland, the first such talks since 2022.", "2022", "no"),
    ("France may sanction Mali under a law of 2017.", "2017", "no"),
    ("Kenya asked Egypt to revise the deal signed in 2019.", "2019", "no"),
    ("Kenya met Egypt in 2019.", "2019", "yes"),
]


@pytest.mark.parametrize(("text", "words", "dates"), DATED)
def test_what_dates_an_act(
    code: Callable[[str], Reading], text: str, words: str, dates: str
) -> None:
    reading = code(text)
    start = text.index(words)
    year = int(words)
    when = TimeExpression(
        Span(start, start + len(words)), "DATE", words, date(year, 1, 1), date(year, 12, 31)
    )
    (event,) = code_by_rules(replace(reading, times=(when,))).events[:1]
    assert (event.date.basis == words) == (dates == "yes")
