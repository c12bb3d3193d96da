"""Gold sets: what people judged true of real and made talks, written before the code that they judge."""
