"""How well readouts are read: found values beside labelled ones, with every error.

    python -m evaluation [--labels FOLDER] [--json FILE]

`labels` reads the labels and the readouts that they are of, `scoring` compares, `report` tells. The scores are
those of the labels' own `score.py`, where there is one; precision and recall are ours, over all values together.
"""
