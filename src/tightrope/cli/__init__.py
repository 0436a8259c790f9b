"""How people reach Tightrope from a terminal."""
