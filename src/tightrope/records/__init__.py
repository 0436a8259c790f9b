"""The vocabulary: frozen, typed records that every room speaks in.

Nothing here computes; nothing here imports another room but ``errors``.
"""
