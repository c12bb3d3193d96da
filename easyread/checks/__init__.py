"""The rules by which what was made of a sentence is held to it, one module for each sort of weight."""
