"""Data that any layer may read: prompts, templates, the practice visit, fonts and pictures."""
