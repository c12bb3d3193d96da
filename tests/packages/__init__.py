"""What is shipped: its contents, licences, packages and signatures."""
