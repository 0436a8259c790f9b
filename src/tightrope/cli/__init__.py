"""How people reach Tightrope from a terminal.

Commands import the rooms that they need when they are called: a parser, a database and a chart
library take seconds to load, and ``--help`` needs none of them.
"""
