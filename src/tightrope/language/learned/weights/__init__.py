"""The trained weights as files of the package, with the hashes that they are checked against."""
