"""Measures: where a state stands between powers, from incidents, with its uncertainty.

Pure functions on records: nothing here reads a file, a store or a text.
"""
