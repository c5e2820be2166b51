"""What a tracker knows: exports in, clean tables out, with nothing lost."""
