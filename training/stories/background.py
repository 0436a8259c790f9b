"""Write the table of background frequencies that stories weigh their words by.

    python -m training.stories.background

Needs the package ``wordfreq`` (its data: CC BY-SA 4.0), which nothing else of the project does.
Only words that are commoner than ``MIN_ZIPF`` are listed; all rarer ones weigh the same.
"""

from pathlib import Path

from wordfreq import top_n_list, zipf_frequency

MIN_ZIPF = 4.0
_MOST_WORDS = 20_000
TABLE = Path("src/tightrope/reference/tables/word_frequencies.csv")
HEADER = """\
# How common English words are: Zipf values (log10 of occurrences in a billion words), rounded to
# one decimal, for all words of at least 4.0. Derived from the data of wordfreq 3.1.1 by Robyn Speer
# and contributors (doi 10.5281/zenodo.7199437), and like it under the Creative Commons
# Attribution-ShareAlike 4.0 licence (CC BY-SA 4.0), not under the licence of the code. Changes:
# cut off, rounded, words without letters or with other marks left out. Made by
# training/stories/background.py.
zipf,words
"""


def main() -> None:
    rows: dict[str, list[str]] = {}
    for word in top_n_list("en", _MOST_WORDS):
        zipf = zipf_frequency(word, "en")
        if zipf >= MIN_ZIPF and word.isascii() and word.isalpha():
            rows.setdefault(f"{zipf:.1f}", []).append(word)
    lines = [f"{zipf},{' '.join(sorted(rows[zipf]))}" for zipf in sorted(rows, key=float)[::-1]]
    TABLE.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
