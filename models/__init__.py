"""Runs AI on this laptop: speech to text, and text completion. Knows nothing of visits."""
