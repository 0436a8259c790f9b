"""The table of CAMEO codes: whole, in bounds, and read by digits or words."""

from hypothesis import given
from hypothesis import strategies as st

from tightrope.records.plover import EventType
from tightrope.reference.cameo import cameo_code, cameo_codes


def test_the_table_is_whole() -> None:
    codes = cameo_codes()
    assert {code[:2] for code in codes} == {f"{n:02}" for n in range(1, 21)}
    assert all(code[:-1] in codes for code in codes if len(code) > 2)
    assert all(-10.0 <= code.intensity <= 10.0 for code in codes.values())
    assert {c.event_type for c in codes.values()} == {None, *EventType}
    assert len({code.name for code in codes.values()}) == len(codes)


@given(st.sampled_from(sorted(cameo_codes())))
def test_a_code_is_found_by_digits_and_by_name(code: str) -> None:
    known = cameo_codes()[code]
    assert cameo_code(known.name) == known
    if len(code) > 2:
        assert cameo_code(code) == known
        assert cameo_code(code.removeprefix("0")) == known


def test_what_is_no_code_is_none() -> None:
    assert cameo_code("") is None
    assert cameo_code("---") is None
    assert cameo_code("999") is None
    assert cameo_code("0429") == cameo_code("042")
