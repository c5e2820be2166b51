"""What differs between a tracker and its twin, and whether it can be written where it stands."""
