"""What naming must do in plain cases, and what it must never do."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tightrope.records.actors import Sector
from tightrope.stages import check_order
from tightrope.stages.naming import NAMING, name_actors


def one(mentions, words):
    found = [m for m in mentions if m.text == words]
    assert len(found) == 1, [m.text for m in mentions]
    return found[0]


def acting(mentions):
    return [(m.text, m.code) for m in mentions if not m.adjectival]


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("Peru sent wheat to Cuba.", "Peru", "PER"),
        ("The Élysée stayed silent.", "Élysée", "FRA"),
        ("Whitehall denied the report.", "Whitehall", "GBR"),
        ("Pyongyang fired two missiles.", "Pyongyang", "PRK"),
        ("The IAEA sent inspectors.", "IAEA", "IAE"),
        ("The U.S. has left the pact.", "U.S.", "USA"),
        ("A cable reached Côte d’Ivoire on Monday.", "Côte d’Ivoire", "CIV"),
    ],
)
def test_states_by_name_capital_and_metonym(namer, text, words, code):
    assert one(namer(text), words).code == code


@pytest.mark.parametrize(
    "text",
    [
        "The treaty let us trade more.",
        "She put the bone china beside the turkey.",
        "The South China Sea was calm.",
        "They polish the silver every Friday.",
        "Michael Jordan scored forty points.",
        "Denzel Washington plays the captain.",
        "Snow fell in Atlanta and across northern Georgia.",
    ],
)
def test_look_alikes_are_nobody(namer, text):
    assert acting(namer(text)) == []


def test_two_states_in_one_name_are_two(namer):
    mentions = namer("Peru-Chile ties and Sino-Mongolian trade grew.")
    assert [m.code for m in mentions] == ["PER", "CHL", "CHN", "MNG"]
    assert all(m.adjectival for m in mentions)


def test_person_is_carried_by_surname_title_and_pronoun(namer):
    mentions = namer(
        "Peru's defence minister, Ana Quispe, flew to Quito. Quispe met nobody there, "
        "and the minister said she would return."
    )
    people = [m for m in mentions if m.name == "Ana Quispe"]
    assert [m.text for m in people] == ["Ana Quispe", "Quispe", "minister", "she"]
    assert {m.code for m in people} == {"PER"}
    assert {m.office for m in people} == {"defence minister"}


def test_head_of_an_apposition_is_the_word_the_grammar_knows(namer):
    text = "Peru's defence minister, Ana Quispe, flew to Quito."
    assert text[one(namer(text), "Ana Quispe").head :].startswith("minister")


def test_office_depends_on_the_date(namer):
    text = "Angela Merkel urged Athens to wait."
    assert one(namer(text, date(2015, 6, 1)), "Angela Merkel").office == "chancellor"
    later = one(namer(text, date(2024, 6, 1)), "Angela Merkel")
    assert later.office.startswith("former")
    assert later.sector is not Sector.GOV


def test_counterpart_has_the_same_office(namer):
    mentions = namer(
        "Chilean Foreign Minister Rosa Vidal called her Bolivian counterpart, Juan Mamani."
    )
    assert one(mentions, "Juan Mamani").office == "foreign minister"
    assert one(mentions, "Juan Mamani").code == "BOL"


def test_both_sides_are_the_two_named_together(namer):
    mentions = namer("Eritrea and Djibouti signed in Riyadh. Both sides thanked the Saudi king.")
    assert one(mentions, "Both sides").states == ("ERI", "DJI")


def test_three_states_are_not_two_countries(namer):
    mentions = namer("Chad, Niger and Mali met. The two countries smiled.")
    assert all(not m.text.lower().startswith("the two") for m in mentions)


def test_officials_are_one_mention_with_both_states(namer):
    mentions = namer("Peruvian and Chilean officials will meet.")
    assert acting(mentions) == [("Peruvian and Chilean officials", "PER+CHL")]


def test_outlet_is_not_its_state(namer):
    mention = one(namer("Anadolu, a news agency, quoted the minister."), "Anadolu")
    assert mention.kind == "outlet"
    assert mention.sector is Sector.MED


def test_former_minister_does_not_speak_for_the_government(namer):
    mention = namer("Former Ghanaian foreign minister Kofi Adjei called it a mistake.")[0]
    assert mention.code == "GHA"
    assert mention.office == "former foreign minister"
    assert mention.sector is Sector.UNK


@pytest.mark.parametrize(
    ("text", "who", "office", "sector"),
    [
        ("A former Togolese general criticised Ghana.", "former Togolese", "former general", "UNK"),
        ("Former Ghanaian diplomats warned Togo.", "Former Ghanaian", "former diplomats", "UNK"),
        ("Then-President Bill Clinton visited Ghana.", "President Bill", "president", "GOV"),
    ],
)
def test_who_left_office_has_no_sector(namer, text, who, office, sector):
    mention = next(m for m in namer(text, date(2019, 5, 1)) if who in m.text)
    assert (mention.office, mention.sector.value) == (office, sector)


def test_the_former_minister_is_the_one_who_was_named_as_such(namer):
    text = "Tony Blair met the Chadian prime minister. The former prime minister praised Chad."
    later = namer(text, date(2012, 8, 25))[-2]
    assert later.name == "Tony Blair"


@pytest.mark.parametrize(
    "text", ["", " ", "x", "\0\0", "US", "’s", "-- -- --", "The the of of.", "„“”", "a" * 5000]
)
def test_odd_text_is_survived(reader, text):
    name_actors(reader(text))


_TEXT = (
    "Peru Peru's Chilean the The two countries both sides minister Foreign Minister Ana Quispe , . "
    "of and his her its he it counterpart US-based UN General Assembly troops officials army said "
    "met in Lima former Mr president Boris Johnson - ' ( Washington Post government embassy"
)
_WORDS = st.sampled_from(_TEXT.split())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words=st.lists(_WORDS, max_size=25))
def test_mentions_quote_their_text_in_order_and_apart(reader, words):
    reading = name_actors(reader(" ".join(words), date(2020, 2, 2)))
    text, end = reading.document.text, 0
    for mention in reading.mentions:
        assert mention.span.of(text) == mention.text != ""
        assert mention.span.start >= end
        assert 0 <= mention.head < len(text)
        end = mention.span.end
    assert name_actors(reading).mentions == reading.mentions


def test_stage_says_what_it_needs():
    check_order([NAMING], given=("document", "sentences"))
    assert NAMING.produces == {"mentions"}


def test_own_actors_are_named(reader, tmp_path):
    own = tmp_path / "own.csv"
    own.write_text("name,aliases,code,sector,kind\nPort Board,PB,PER,BUS,institution\n")
    mention = one(name_actors(reader("The Port Board refused."), own).mentions, "Port Board")
    assert mention.code == "PER"
    assert mention.sector is Sector.BUS


def test_object_state_is_not_whose_government_it_is(namer):
    mentions = namer("The junta is weighing an ultimatum to Malta.")
    assert acting(mentions) == [("Malta", "MLT")]


def test_two_people_in_one_compound_are_two(namer):
    mentions = namer(
        "Chilean Foreign Minister Rosa Vidal met Bolivian Foreign Minister Juan Mamani. "
        "The Vidal-Mamani talks lasted an hour."
    )
    assert one(mentions, "Vidal").code == "CHL"
    assert one(mentions, "Mamani").code == "BOL"


def test_towns_that_are_called_like_states_are_no_states(namer):
    text = "Lebanon, Tennessee, and Peru, Ind., hired the mayor of Moscow, Idaho."
    assert not {"LBN", "PER", "RUS"} & {m.code for m in namer(text)}
    assert {m.code for m in namer("Lebanon, Syria and Peru voted.")} == {"LBN", "SYR", "PER"}
