"""Gold sets: what people judged true of real and made talks, written without a look at the rules they judge."""
