"""What a person should know about how a file was read."""

from __future__ import annotations

from salestracker_xl.language import Text

STATUSES_TOLD = 8


def _counted(count: int, one: Text, many: Text) -> Text:
    return one if count == 1 else many.format(n=count)


def preamble(count: int) -> Text:
    """Say how many filled lines stand above the table."""
    return _counted(
        count,
        Text("1 line above the table left out", "1 ligne au-dessus du tableau laissée de côté"),
        Text("{n} lines above the table left out", "{n} lignes au-dessus du tableau laissées de côté"),
    )


def repeated_headers(count: int) -> Text:
    """Say how often the header returns among the rows."""
    return _counted(
        count,
        Text("1 repeated header line left out", "1 en-tête répété laissé de côté"),
        Text("{n} repeated header lines left out", "{n} en-têtes répétés laissés de côté"),
    )


def hidden_rows(count: int) -> Text:
    """Say how many rows of a sheet were hidden."""
    return _counted(
        count,
        Text("1 hidden row read like the others", "1 ligne masquée lue comme les autres"),
        Text("{n} hidden rows read like the others", "{n} lignes masquées lues comme les autres"),
    )


def total_lines(count: int) -> Text:
    """Say how many lines add up others."""
    return _counted(
        count,
        Text("1 total line set aside", "1 ligne de total écartée"),
        Text("{n} total lines set aside", "{n} lignes de total écartées"),
    )


def equal_lines(count: int) -> Text:
    """Say how many lines are equal to an earlier one and were kept."""
    return _counted(
        count,
        Text(
            "1 line equal to an earlier one kept: nothing tells a copy from a second sale",
            "1 ligne identique à une précédente conservée : rien ne distingue une copie d'une seconde vente",
        ),
        Text(
            "{n} lines equal to earlier ones kept: nothing tells copies from more sales",
            "{n} lignes identiques à de précédentes conservées : rien ne distingue des copies d'autres ventes",
        ),
    )


def changed_orders(count: int, file: str | Text) -> Text:
    """Say how many rows belong to orders that an earlier file gave with other content."""
    return Text(
        "rows kept of orders that stand in {file} with other content: {n}; look whether they count twice",
        "lignes conservées de commandes présentes dans {file} avec un autre contenu : {n} ; vérifiez le double compte",
    ).format(n=count, file=file)


def chosen_sheet(sheet: str, count: int) -> Text:
    """Say which of several sheets was read."""
    return Text(
        'sheet "{sheet}" read: of {n} sheets, the one that reads best',
        "feuille « {sheet} » lue : des {n} feuilles, celle qui se lit le mieux",
    ).format(sheet=sheet, n=count)


def includes_tax(header: str) -> Text:
    """Say that amounts are with tax for want of others."""
    return Text(
        'amounts under "{header}" include tax: the file has none without it',
        "les montants sous « {header} » sont TTC : le fichier n'en a pas hors taxes",
    ).format(header=header)


def less_refunds(header: str, refunded: str) -> Text:
    """Say that what was given back was taken off the totals of orders."""
    return Text(
        'what "{refunded}" gives back is taken off "{header}"',
        "ce que « {refunded} » rembourse est déduit de « {header} »",
    ).format(header=header, refunded=refunded)


def perhaps_with_tax(header: str, tax: str) -> Text:
    """Say that a total may include the tax beside it."""
    return Text(
        '"{header}" is taken as it is: it may include "{tax}"',
        "« {header} » est pris tel quel : il comprend peut-être « {tax} »",
    ).format(header=header, tax=tax)


def lines_of_orders(count: int) -> Text:
    """Say how many rows belong to the order that is named above them."""
    return _counted(
        count,
        Text("1 row belongs to the order named above it", "1 ligne appartient à la commande nommée au-dessus d'elle"),
        Text(
            "{n} rows belong to the orders named above them",
            "{n} lignes appartiennent aux commandes nommées au-dessus d'elles",
        ),
    )


def undated_ends(count: int) -> Text:
    """Say how many deals ended without a day."""
    return _counted(
        count,
        Text(
            "1 deal is won or lost without a day of closing: no period counts it",
            "1 affaire est gagnée ou perdue sans date de clôture : aucune période ne la compte",
        ),
        Text(
            "{n} deals are won or lost without a day of closing: no period counts them",
            "{n} affaires sont gagnées ou perdues sans date de clôture : aucune période ne les compte",
        ),
    )


def shared_totals(header: str) -> Text:
    """Say that the totals of orders were shared among their lines."""
    return Text(
        '"{header}" is the total of the order, repeated on its lines: shared among them',
        "« {header} » est le total de la commande, répété sur ses lignes : réparti entre elles",
    ).format(header=header)


def doubtful_totals(header: str) -> Text:
    """Say that what looks like the totals of orders was counted on every line."""
    return Text(
        'every line of an order holds the same "{header}": if that is the total of the order, it counts several times',
        "chaque ligne d'une commande porte le même « {header} » : si c'est son total, il compte plusieurs fois",
    ).format(header=header)


def counted_statuses(header: str, counts: list[tuple[str, int]]) -> Text:
    """Say which statuses, the most frequent first, were taken for sales, and for how many rows."""
    told = ", ".join(f"{status} ({count})" for status, count in counts[:STATUSES_TOLD])
    if len(counts) > STATUSES_TOLD:
        told += ", …"
    return Text('counted as sales by "{header}": {told}', "comptées comme ventes d'après « {header} » : {told}").format(
        header=header, told=told
    )


def side_by_side(columns: int, rows: int) -> Text:
    """Say that a plan with months or names side by side was read as rows."""
    return Text(
        "{columns} columns side by side read as {rows} rows", "{columns} colonnes côte à côte lues comme {rows} lignes"
    ).format(columns=columns, rows=rows)


def totals_left_out(header: str) -> Text:
    """Say that a column adds up the others."""
    return Text(
        'the column "{header}" adds up the others: left out',
        "la colonne « {header} » additionne les autres : laissée de côté",
    ).format(header=header)


def long_texts(header: str, count: int) -> Text:
    """Say that texts were shortened, since Excel looks for none that are longer."""
    return Text(
        'texts under "{header}" shortened to the 254 characters that Excel can look for: {n}; each ends in a sign of '
        "its own",
        "textes sous « {header} » raccourcis aux 254 caractères qu'Excel sait rechercher : {n} ; chacun finit par un "
        "signe qui lui est propre",
    ).format(header=header, n=count)
