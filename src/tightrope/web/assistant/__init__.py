"""Questions of an assistant: tools of the Model Context Protocol over a database file.

The tools read what the pages read, and every item of an answer carries its quotation, outlet, date,
identifier and address. Only ``server`` knows the protocol's own package. See ``docs/mcp.md``.
"""
