"""The arguments of questions: their types, bounds, and what an assistant is told of them."""

from typing import Annotated

from pydantic import Field

from tightrope.web.pages.search import READINGS, TYPES

#: Bounds stand in the schemas; arguments beyond them are refused in our words.
MOST_PAGES = 5_000
MOST_ITEMS = 25
STREAMS = ("all", "deeds", "words", "votes")

State = Annotated[str, Field(description="ISO 3166-1 alpha-3 code or English name of a state.")]
Powers = Annotated[
    list[str] | None,
    Field(description="Codes or names of the powers; those of the server when left out."),
]
Words = Annotated[str, Field(description="Words that all have to occur, separated by blanks.")]
Since = Annotated[str, Field(description="On this day or later, YYYY-MM-DD.")]
Until = Annotated[str, Field(description="On this day or earlier, YYYY-MM-DD.")]
PageNumber = Annotated[
    int,
    Field(
        description="1, or next_page of an answer.",
        json_schema_extra={"minimum": 1, "maximum": MOST_PAGES},
    ),
]
Limit = Annotated[
    int,
    Field(
        description="Items of one answer.", json_schema_extra={"minimum": 1, "maximum": MOST_ITEMS}
    ),
]
Type = Annotated[
    str,
    Field(
        description="A PLOVER event type, VOTE, or POSITION: an official's words for or against a "
        "state, which are listed only when asked for.",
        json_schema_extra={"enum": list(TYPES)},
    ),
]
Reading = Annotated[
    str,
    Field(
        description="happened, denied, or what is only planned, threatened, possible ...",
        json_schema_extra={"enum": list(READINGS)},
    ),
]
Stream = Annotated[
    str, Field(description="Kind of evidence.", json_schema_extra={"enum": list(STREAMS)})
]
Speaker = Annotated[
    str, Field(description="A state (whoever speaks for it), or words of a speaker's name.")
]
Disputed = Annotated[bool, Field(description="Only those that are disputed.")]
Outlet = Annotated[str, Field(description="An outlet's exact name.")]
RecordId = Annotated[str, Field(description="Of any record.")]
TextFrom = Annotated[
    int, Field(description="Where a document's text begins: text_next of an answer.")
]
