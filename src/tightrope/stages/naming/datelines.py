"""Where a report was written: "ISLAMABAD: ...", "Moscow, 5 May (TASS) - ..."."""

from tightrope.stages.naming.pieces import Piece, Pieces

_ENDS = frozenset({":", "—", "–", "-", "--"})
_LONGEST = 12


def is_dateline(pieces: Pieces, piece: Piece) -> bool:
    """Whether a place stands before its sentence and says where the report comes from."""
    actor = piece.actor
    if actor is None or actor.form not in ("capital", "city"):
        return False
    if piece.first or pieces.sentence.role == "title":
        return False
    following = pieces.tokens[piece.last + 1 : piece.last + _LONGEST]
    words = [t.text for t in following]
    if not words:
        return False
    if words[0] == "-" and following[0].start == pieces.tokens[piece.last].end:
        return False  # "Hanoi-based"
    if words[0] in _ENDS:
        return True
    if words[0] not in (",", "("):
        return False
    return any(w in _ENDS for w in words[1:]) and "." not in words
