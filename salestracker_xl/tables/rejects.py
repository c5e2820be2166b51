"""Why a row was not taken, and the table that says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from salestracker_xl.language import Text
from salestracker_xl.tables.grid import Grid

COLUMNS = ("file", "line", "column", "value", "reason")

BLANK = Text("blank", "vide")
TOTAL_LINE = Text("total line", "ligne de total")
HEADING = Text("a heading or a note, not a row of the table", "un titre ou une note, pas une ligne du tableau")
DUPLICATE = Text("duplicate of line {line}", "doublon de la ligne {line}")
ALREADY_READ = Text("already in {file}", "déjà dans {file}")
OTHER_CURRENCY = Text("in {found}, not in {wanted}", "en {found}, pas en {wanted}")
TOO_MANY_CELLS = Text("more cells than the header has columns", "plus de cellules que l'en-tête n'a de colonnes")
CANCELLED = Text("cancelled", "annulée")
VOIDED = Text("voided", "annulée avant encaissement")
REFUNDED = Text("refunded in full", "remboursée en totalité")
NOT_PAID = Text("a payment that did not succeed", "un paiement qui n'a pas abouti")
NOT_WON = Text("not won", "pas gagnée")
DRAFT = Text("a draft, not a sale yet", "un brouillon, pas encore une vente")
NOT_A_SALE = Text("a {kind}, which is not a sale", "{kind} : ce n'est pas une vente")
SPOILT_ORDER = Text("another line of the same order cannot be read", "une autre ligne de la commande est illisible")
UNKNOWN_STATUS = Text("neither won, lost nor open", "ni gagnée, ni perdue, ni en cours")
NOT_A_SHARE = Text("outside 0 to 100%", "hors de 0 à 100 %")

OUTSIDE = Text("outside {lowest} to {highest}", "hors de {lowest} à {highest}")
NEITHER_YES_NOR_NO = Text("neither yes nor no", "ni oui, ni non")
NO_YEAR = Text("no year of four digits in it", "aucune année à quatre chiffres")
SAME_CUSTOMER = Text("this customer stands on line {line} of {file}", "ce client figure à la ligne {line} de {file}")


class Ledger:
    """What is wrong with the rows of one file: the first thing that was found, for each row."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._reason = np.full(len(grid), -1)
        self._column = np.full(len(grid), -1)
        self._reasons: list[Text] = []

    @property
    def open(self) -> np.ndarray:
        """Which rows have nothing wrong so far, one bool a row."""
        return self._reason < 0

    def reject(self, rows: np.ndarray | list[int], header: str | None, reason: Text) -> None:
        """Reject the rows (a mask or positions) that are not rejected yet, because of the cell under `header`."""
        chosen = np.zeros(len(self._reason), bool)
        chosen[rows] = True
        chosen &= self.open
        if not chosen.any():
            return
        self._reasons.append(reason)
        self._reason[chosen] = len(self._reasons) - 1
        self._column[chosen] = -1 if header is None else self._grid.headers.index(header)

    def reject_each(self, rows: np.ndarray, header: str | None, reasons: Sequence[Text]) -> None:
        """Reject the rows at these positions that are not rejected yet, each for its own reason."""
        fresh = self.open[rows]
        start = len(self._reasons)
        self._reasons += [reason for reason, is_open in zip(reasons, fresh.tolist(), strict=True) if is_open]
        self._reason[rows[fresh]] = np.arange(start, len(self._reasons))
        self._column[rows[fresh]] = -1 if header is None else self._grid.headers.index(header)

    def table(self) -> pd.DataFrame:
        """Give the rejected rows with file, line, column (the header), value (the text of the cell) and reason."""
        rows = np.flatnonzero(~self.open)
        headers = np.array([*self._grid.headers, ""], object)
        reasons = np.empty(len(self._reasons), object)
        reasons[:] = self._reasons
        return pd.DataFrame(
            {
                "file": pd.array([self._grid.name], dtype="str").repeat(len(rows)),
                "line": self._grid.lines[rows],
                "column": pd.array(headers[self._column[rows]], dtype="str"),
                "value": pd.array(self._values(rows), dtype="str"),
                "reason": reasons[self._reason[rows]],
            },
            columns=list(COLUMNS),
        )

    def _values(self, rows: np.ndarray) -> np.ndarray:
        """Give the text of the cell that each of the rows is rejected for; what is too many, where no cell is."""
        values = np.array([self._grid.overflow.get(row, "") for row in rows.tolist()], object)
        for place, column in enumerate(self._grid.columns):
            here = self._column[rows] == place
            values[here] = [cell or "" for cell in column.text.take(pa.array(rows[here])).to_pylist()]
        return values

    def commonest(self) -> tuple[Text, int]:
        """Give the reason that rejected the most rows, and how many; at least one must be rejected."""
        counts = Counter(self._reasons[place] for place in self._reason[~self.open].tolist())
        return counts.most_common(1)[0]
