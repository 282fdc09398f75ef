"""How well readouts are read, with every error, and how well they are ranked.

    python -m evaluation [--part reading] [--part ranking] [--labels FOLDER] [--corpora FOLDER] [--json FILE]

`labels` reads the labels and the readouts that they are of, `scoring` compares, `report` tells. The scores are those
of the labels' own `score.py`, where there is one; precision and recall are ours, over all values together.
`judged` asks our own queries, `benchmarks.relevance` test collections.
"""
