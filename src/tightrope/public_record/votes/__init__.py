"""Roll calls read from the files that people have, with states that changed name or code."""
