"""A refresh written into the file of a tracker, part by part; what it does not concern stays to the byte."""
