"""How good and how fast searches are, beside the form they had before and beside trigrams."""
