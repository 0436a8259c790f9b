"""Event datasets that users have: GDELT, ICEWS and POLECAT read into one form."""
