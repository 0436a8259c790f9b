"""Drawings: vector graphics made on the server, every mark a link to what it rests on."""
