"""How states will vote: from what the text resembles, what each did before, and who votes alike."""
