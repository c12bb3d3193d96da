"""Sound: stored, imported, recorded, played, written down."""
