"""Untrusted bytes for every parser: targets, and what a fuzzer found with them."""
