"""Models of how customers buy: numpy arrays in, frozen facts out."""
