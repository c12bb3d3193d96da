"""The whole app below the window."""
