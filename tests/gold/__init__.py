"""Hand-made material that decides whether a draft is true: written without a look at the rules it judges."""
