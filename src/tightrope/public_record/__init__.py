"""What states did on the record: roll calls of the General Assembly, and what follows from them."""
