"""Plain text in, Easy Read or plain-English pages out. Knows nothing of visits."""
