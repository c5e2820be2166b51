"""Options that several commands share, with their help in both languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import typer

from salestracker_xl.cli.console import Voice
from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import LANGUAGES, Language, Text
from salestracker_xl.workbook.published import load_published

HELP = {
    "files": Text("Order exports: csv, tsv, xlsx or parquet.", "Exports de commandes : csv, tsv, xlsx ou parquet."),
    "new_files": Text(
        "New exports of orders, deals, spend, goals, customers or engagement, told by their headers; rows that the "
        "tracker holds already are not taken twice.",
        "Nouveaux exports de commandes, d'affaires, de dépenses, d'objectifs, de clients ou d'engagement, reconnus à "
        "leurs en-têtes ; les lignes déjà dans le suivi ne sont pas reprises.",
    ),
    "refreshed": Text(
        "Where to write the refreshed tracker (default: in its place).",
        "Où écrire le suivi actualisé (par défaut : à sa place).",
    ),
    "snapshot": Text(
        "Note the new figures among the snapshots; of one day, the last counts.",
        "Noter les nouveaux chiffres dans les relevés ; pour un même jour, le dernier compte.",
    ),
    "check": Text("Tell what would change, and write nothing.", "Dire ce qui changerait, sans rien écrire."),
    "output": Text("Where to write the tracker.", "Où écrire le suivi."),
    "lang": Text("Language: en or fr (default: your system's).", "Langue : en ou fr (par défaut celle du système)."),
    "version": Text("Say which version this is.", "Indique la version du programme."),
    "currency": Text("Currency of the tracker, such as EUR.", "Devise du suivi, par exemple EUR."),
    "fiscal_start": Text("Month in which the fiscal year begins, 1 to 12.", "Mois de début d'exercice, de 1 à 12."),
    "targets": Text("File of goals: month, rep, amount.", "Fichier d'objectifs : mois, commercial, montant."),
    "spend": Text("File of spend: month, channel, amount.", "Fichier de dépenses : mois, canal, montant."),
    "deals": Text("File of deals (HubSpot, Salesforce, ...).", "Fichier d'affaires (HubSpot, Salesforce, ...)."),
    "customers": Text(
        "File of customers: customer, segment, city, country, age group, ...",
        "Fichier de clients : client, segment, ville, pays, tranche d'âge, ...",
    ),
    "engagement": Text(
        "File of visits, opened e-mails, calls and surveys (CSAT, NPS): date, customer, kind, scores.",
        "Fichier des visites, e-mails ouverts, appels et enquêtes (CSAT, NPS) : date, client, type, notes.",
    ),
    "as_of": Text("Look from this day (YYYY-MM-DD).", "Se placer à ce jour (AAAA-MM-JJ)."),
    "map": Text(
        'Which column holds a field: --map amount="Net sales" (repeatable).',
        'Quelle colonne porte un champ : --map amount="Montant HT" (répétable).',
    ),
    "country": Text(
        "Country of the public holidays, such as FR or US, or a part of one, such as DE-BY.",
        "Pays des jours fériés, par exemple FR ou US, ou partie d'un pays, par exemple DE-BY.",
    ),
    "tracker": Text("The tracker: an .xlsx file made by build or demo.", "Le suivi : un .xlsx créé par build ou demo."),
    "ics": Text(
        "Where to write the .ics file (default: reviews.ics).",
        "Où écrire le fichier .ics (par défaut : revues.ics).",
    ),
    "owner": Text("Only the reviews of this owner.", "Seulement les revues de ce responsable."),
    "until": Text(
        "Last day of the calendar, YYYY-MM-DD (default: a year from today).",
        "Dernier jour du calendrier, AAAA-MM-JJ (par défaut : dans un an).",
    ),
    "remind": Text(
        "Remind at 9:00 so many days before each review; 0 is the same day.",
        "Rappeler à 9 h tant de jours avant chaque revue ; 0 pour le jour même.",
    ),
    "lang_of_messages": Text(
        "Language of the messages: en or fr; what is written speaks that of the tracker.",
        "Langue des messages : en ou fr ; ce qui est écrit parle celle du suivi.",
    ),
    "sector": Text(
        "Sector whose benchmarks are shown: general, wholesale, retail, ecommerce, software, services, manufacturing.",
        "Secteur des repères : general, wholesale, retail, ecommerce, software, services, manufacturing.",
    ),
    "json": Text("Print JSON for other programs.", "Écrire du JSON pour d'autres programmes."),
    "theme": Text("Colours, font and logo (a TOML file).", "Couleurs, police et logo (un fichier TOML)."),
    "native_functions": Text(
        "Functions such as =AOV() that Excel 2024 and 365 compute without Python; leave them out for an older Excel "
        "with the add-in.",
        "Des fonctions comme =AOV() qu'Excel 2024 et 365 calculent sans Python ; à omettre pour un Excel plus ancien "
        "avec le complément.",
    ),
    "addin_output": Text("Where to write the add-in.", "Où écrire le complément."),
    "lite_output": Text("Folder to write to.", "Dossier où écrire."),
    "interpreter": Text(
        "The Python that Excel starts (default: this one).", "Le Python que lance Excel (par défaut celui-ci)."
    ),
    "host": Text("Address to listen on.", "Adresse d'écoute."),
    "port": Text("Port to listen on.", "Port d'écoute."),
    "certificate": Text(
        "Certificate for https, which Excel asks of add-ins.", "Certificat pour https, qu'Excel exige des compléments."
    ),
    "key": Text("The key of the certificate.", "La clé du certificat."),
    "name": Text("One function, such as CLV.", "Une fonction, par exemple CLV."),
}


class WrongOption(SalesTrackerError):
    """An option with a value that it cannot take."""


def option(voice: Voice, key: str, default: Any, *names: str) -> Any:
    """Declare an option with its help in the language of `voice`."""
    return typer.Option(default, *names, help=voice.of(HELP[key]))


def question(voice: Voice, key: str, answer: Callable[[bool], None], *names: str) -> Any:
    """Declare an option that is answered before any other is looked at, with its help in the language of `voice`."""
    return typer.Option(False, *names, help=voice.of(HELP[key]), callback=answer, is_eager=True)


def argument(voice: Voice, key: str, default: Any = ...) -> Any:
    """Declare an argument with its help in the language of `voice`."""
    return typer.Argument(default, help=voice.of(HELP[key]))


def language_of(lang: str | None, voice: Voice) -> Language:
    """The language of what is made. Raises WrongOption for one that is not spoken here."""
    if lang is None:
        return voice.language
    for language in LANGUAGES:
        if language == lang:
            return language
    raise WrongOption(
        Text("--lang {lang}: the languages are en and fr.", "--lang {lang} : les langues sont en et fr.").format(
            lang=lang
        )
    )


def day_of(said: str | None, name: str = "--as-of") -> dt.date | None:
    """A calendar day. Raises WrongOption for anything but YYYY-MM-DD."""
    if said is None:
        return None
    try:
        return dt.date.fromisoformat(said)
    except ValueError:
        raise WrongOption(
            Text(
                "{name} {said}: write a day as YYYY-MM-DD, for example 2026-06-30.",
                "{name} {said} : écrivez un jour sous la forme AAAA-MM-JJ, par exemple 2026-06-30.",
            ).format(name=name, said=said)
        ) from None


def month_of(said: int) -> int:
    """The number of a month. Raises WrongOption outside 1 to 12."""
    if 1 <= said <= 12:
        return said
    raise WrongOption(
        Text(
            "--fiscal-start {said}: give the number of a month, from 1 for January to 12.",
            "--fiscal-start {said} : donnez le numéro d'un mois, de 1 pour janvier à 12.",
        ).format(said=said)
    )


def currency_of(said: str | None) -> str | None:
    """A currency code in capitals. Raises WrongOption for anything but three letters."""
    if said is None or (len(said) == 3 and said.isalpha() and said.isascii()):
        return said and said.upper()
    raise WrongOption(
        Text(
            "--currency {said}: give a code of three letters, such as EUR.",
            "--currency {said} : donnez un code de trois lettres, par exemple EUR.",
        ).format(said=said)
    )


def country_of(said: str | None, language: Language) -> str | None:
    """A country, or a part of one, whose public holidays are known; France where French is spoken.

    Raises WrongOption for another.
    """
    place = said.upper() if said else {"fr": "FR"}.get(language)
    if place is None:
        return None

    import holidays  # time that a build without a country, and the other commands, need not spend

    country, dash, part = place.partition("-")
    parts = holidays.list_supported_countries().get(country)
    if parts is None:
        raise WrongOption(
            Text(
                "--country {said}: give the two letters of a country, such as FR or US.",
                "--country {said} : donnez les deux lettres d'un pays, par exemple FR ou US.",
            ).format(said=said)
        )
    known = {name.upper(): name for name in parts}
    if not dash:
        return country
    if part in known:
        return f"{country}-{known[part]}"
    raise WrongOption(
        Text(
            "--country {said}: no part of {country} with holidays of its own is called so; give {country}{parts}.",
            "--country {said} : aucune partie de {country} avec ses propres jours fériés ne s'appelle ainsi ; "
            "donnez {country}{parts}.",
        ).format(said=said, country=country, parts=_one_of(country, sorted(parts)))
    )


def _one_of(country: str, parts: Sequence[str]) -> Text:
    if not parts:
        return Text(" alone", " seul")
    named = ", ".join(f"{country}-{part}" for part in parts)
    return Text(" or one of {named}", " ou l'un de {named}").format(named=named)


def sector_of(said: str) -> str:
    """The key of a sector that benchmarks are known for. Raises WrongOption for another."""
    sectors = load_published().sectors
    if said.lower() in sectors:
        return said.lower()
    known = ", ".join(sectors)
    raise WrongOption(
        Text("--sector {said}: the sectors are {known}.", "--sector {said} : les secteurs sont {known}.").format(
            said=said, known=known
        )
    )


def mapping_of(said: Sequence[str]) -> dict[str, str]:
    """Field to header from `field=Header`. Raises WrongOption where the = is missing."""
    pairs = {}
    for pair in said:
        field, sign, header = pair.partition("=")
        if not sign or not field.strip() or not header.strip():
            raise WrongOption(
                Text(
                    '--map {pair}: write a field, =, and a header of the file, such as --map amount="Net sales".',
                    '--map {pair} : écrivez un champ, =, et un titre du fichier, par exemple --map amount="Montant HT".',  # noqa: E501
                ).format(pair=pair)
            )
        pairs[field.strip()] = header.strip()
    return pairs
