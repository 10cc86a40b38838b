"""Pictures, spins, models and papers of the demo world, drawn by code of one set of shapes.

What is drawn follows from a product's English name alone, so it is the same wherever it is made.
"""
