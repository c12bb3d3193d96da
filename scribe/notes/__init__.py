"""From transcript to draft note: every statement carried with its evidence, and checked against it."""
