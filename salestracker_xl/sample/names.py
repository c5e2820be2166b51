"""Shop labels made of a trade and an invented place."""

from __future__ import annotations

from itertools import product

import numpy as np

TRADES = (
    *("Atelier", "Auberge", "Bar", "Bistro", "Boutique", "Brasserie", "Café", "Campus"),
    *("Chalet", "Club", "Loft", "Lounge", "Restaurant", "Salon", "Studio", "Villa"),
)
PLACE_BEGINNINGS = (
    *("Alder", "Brev", "Corv", "Dorn", "Elv", "Falm", "Gald"),
    *("Isk", "Jelv", "Kerv", "Lorv", "Merv", "Norl"),
)
PLACE_ENDINGS = ("ac", "ane", "aune", "ec", "elin", "elle", "érac", "igny", "oise", "ole", "onde", "use", "val")


def shop_labels(rng: np.random.Generator) -> list[str]:
    """All labels that the lists make, each once, in random order; every one reads the same in both languages."""
    labels = [
        f"{trade} {beginning}{ending}" for trade, beginning, ending in product(TRADES, PLACE_BEGINNINGS, PLACE_ENDINGS)
    ]
    return [labels[i] for i in rng.permutation(len(labels))]
