"""English as both halves of the product read it: words, their forms, and one spelling for each number, date and sum."""
