"""Measurements that anybody can repeat, each a module to run with `python -m`."""
