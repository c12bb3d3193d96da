"""Tests of the vault, the lifecycle, the review, the approval and what leaves."""
