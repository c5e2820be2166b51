"""A tracker brought up to date: read back as people left it, made anew in memory, and only what differs written."""
