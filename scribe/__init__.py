"""The visit, and all that protects it: recording, vault, drafting, approval, export."""
