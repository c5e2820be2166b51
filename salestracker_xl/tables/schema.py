"""What the tables of a tracker are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from salestracker_xl.language import Text
from salestracker_xl.tables import customer_synonyms as people
from salestracker_xl.tables import synonyms

FieldKind = Literal["text", "date", "money", "number", "rate"]
Grain = Literal["day", "month"]


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a table.

    `synonyms` are the headers under which exports carry the field, in normal form (see `vocabulary.normal`) and in
    order of preference; `strangers` are words that no header of this field contains. A field with `labels` takes its
    values from a small set of names, which are given one spelling each; a date of the grain "month" may be any day of
    its month and comes out as the first. A field with `words` holds their keys, which a sheet says in its language. The
    numbers of a field with `bounds` lie between them, both included.
    """

    key: str
    label: Text
    kind: FieldKind
    required: bool = False
    synonyms: tuple[str, ...] = ()
    strangers: frozenset[str] = frozenset()
    labels: bool = False
    grain: Grain = "day"
    words: Mapping[str, Text] = field(default_factory=dict)
    bounds: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class TableSchema:
    """A table: its fields in the order of its columns, and the field that identifies an order, deal or line.

    Of a table with a `unique` field, each value of that field stands on one row only, upper and lower case alike.
    """

    key: str
    label: Text
    fields: tuple[Field, ...]
    identity: str | None = None
    unique: str | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the fields, in the order of the columns."""
        return tuple(field.key for field in self.fields)

    @property
    def required(self) -> tuple[str, ...]:
        """The keys of the fields that every row must have."""
        return tuple(field.key for field in self.fields if field.required)

    def field(self, key: str) -> Field:
        """Give the field called `key`; raise KeyError where the table has none."""
        for known in self.fields:
            if known.key == key:
                return known
        raise KeyError(key)


OUTCOMES = {
    "won": Text("Won", "Gagnée"),
    "lost": Text("Lost", "Perdue"),
    "open": Text("Open", "En cours"),
}

ANSWERS = {"yes": Text("Yes", "Oui"), "no": Text("No", "Non")}

INTERACTIONS = {
    "visit": Text("Visit", "Visite"),
    "email": Text("E-mail opened", "E-mail ouvert"),
    "call": Text("Call", "Appel"),
    "event": Text("Event", "Événement"),
    "support": Text("Support", "Assistance"),
    "survey": Text("Survey", "Enquête"),
}

CUSTOMER = Field("customer", Text("Customer", "Client"), "text", True, synonyms.CUSTOMER, synonyms.NOT_A_CUSTOMER)
REP = Field("rep", Text("Rep", "Commercial"), "text", False, synonyms.REP, synonyms.NOT_A_REP, labels=True)

SALES = TableSchema(
    "sales",
    Text("Sales", "Ventes"),
    (
        Field("order_id", Text("Order", "Commande"), "text", False, synonyms.ORDER_ID, synonyms.NOT_AN_ID),
        Field("date", Text("Date", "Date"), "date", True, synonyms.SALE_DATE, synonyms.NOT_A_SALE_DATE),
        CUSTOMER,
        Field("product", Text("Product", "Produit"), "text", False, synonyms.PRODUCT, synonyms.NOT_A_PRODUCT, True),
        Field("category", Text("Category", "Catégorie"), "text", False, synonyms.CATEGORY, labels=True),
        Field("region", Text("Region", "Région"), "text", False, synonyms.REGION, labels=True),
        REP,
        Field("channel", Text("Channel", "Canal"), "text", False, synonyms.SALE_CHANNEL, labels=True),
        Field("campaign", Text("Campaign", "Campagne"), "text", False, synonyms.SALE_CAMPAIGN, labels=True),
        Field("quantity", Text("Quantity", "Quantité"), "number", False, synonyms.QUANTITY, synonyms.NOT_A_QUANTITY),
        Field("amount", Text("Amount", "Montant"), "money", True, synonyms.AMOUNT, synonyms.NOT_AN_AMOUNT),
    ),
    identity="order_id",
)

DEALS = TableSchema(
    "deals",
    Text("Deals", "Affaires"),
    (
        Field("deal_id", Text("Deal", "Affaire"), "text", False, synonyms.DEAL_ID, synonyms.NOT_AN_ID),
        Field("name", Text("Name", "Nom"), "text", False, synonyms.DEAL_NAME, synonyms.NOT_A_DEAL_NAME),
        Field("customer", CUSTOMER.label, "text", False, synonyms.CUSTOMER, synonyms.NOT_A_CUSTOMER),
        REP,
        Field("stage", Text("Stage", "Étape"), "text", False, synonyms.STAGE, labels=True),
        Field("status", Text("Status", "Statut"), "text", True, synonyms.STATUS, words=OUTCOMES),
        Field("amount", Text("Amount", "Montant"), "money", False, synonyms.DEAL_AMOUNT, synonyms.NOT_AN_AMOUNT),
        Field("created", Text("Created", "Création"), "date", False, synonyms.CREATED, synonyms.NOT_A_DEAL_DATE),
        Field("closed", Text("Closed", "Clôture"), "date", False, synonyms.CLOSED, synonyms.NOT_A_DEAL_DATE),
        Field("probability", Text("Probability", "Probabilité"), "rate", False, synonyms.PROBABILITY),
        Field("source", Text("Source", "Source"), "text", False, synonyms.SOURCE, labels=True),
        Field("furthest", Text("Furthest stage", "Étape atteinte"), "text", False, synonyms.FURTHEST, labels=True),
        Field("stage_since", Text("In stage since", "En étape depuis"), "date", False, synonyms.STAGE_SINCE),
        Field("first_response", Text("First response", "Première réponse"), "date", False, synonyms.FIRST_RESPONSE),
        Field("last_activity", Text("Last activity", "Dernière activité"), "date", False, synonyms.LAST_ACTIVITY),
        Field("lost_reason", Text("Lost reason", "Motif de perte"), "text", False, synonyms.LOST_REASON, labels=True),
    ),
    identity="deal_id",
)

SPEND = TableSchema(
    "spend",
    Text("Spend", "Dépenses"),
    (
        Field("month", Text("Month", "Mois"), "date", True, synonyms.MONTH, grain="month"),
        Field("channel", Text("Channel", "Canal"), "text", False, synonyms.SPEND_CHANNEL, labels=True),
        Field("campaign", Text("Campaign", "Campagne"), "text", False, synonyms.CAMPAIGN, labels=True),
        Field("amount", Text("Amount", "Montant"), "money", True, synonyms.SPEND_AMOUNT, synonyms.NOT_A_SPEND),
    ),
)

TARGETS = TableSchema(
    "targets",
    Text("Goals", "Objectifs"),
    (
        Field("month", Text("Month", "Mois"), "date", True, synonyms.MONTH, grain="month"),
        REP,
        Field("amount", Text("Amount", "Montant"), "money", True, synonyms.TARGET_AMOUNT, synonyms.NOT_A_TARGET),
    ),
)

CUSTOMERS = TableSchema(
    "customers",
    Text("Customers", "Clients"),
    (
        CUSTOMER,
        Field("segment", Text("Segment", "Segment"), "text", False, people.SEGMENT, labels=True),
        Field("region", Text("Region", "Région"), "text", False, synonyms.REGION, labels=True),
        Field("city", Text("City", "Ville"), "text", False, people.CITY, labels=True),
        Field("country", Text("Country", "Pays"), "text", False, people.COUNTRY, labels=True),
        Field("size", Text("Size", "Taille"), "text", False, people.SIZE, labels=True),
        Field("age_group", Text("Age group", "Tranche d'âge"), "text", False, people.AGE_GROUP, labels=True),
        Field(
            "birth_year", Text("Birth year", "Année de naissance"), "number", False, people.BIRTH, bounds=(1900, 2100)
        ),
        Field("gender", Text("Gender", "Genre"), "text", False, people.GENDER, labels=True),
        Field("since", Text("First contact", "Premier contact"), "date", False, people.SINCE, people.NOT_SINCE),
        Field("opt_in", Text("E-mails welcome", "E-mails acceptés"), "text", False, people.OPT_IN, words=ANSWERS),
    ),
    unique="customer",
)

ENGAGEMENT = TableSchema(
    "engagement",
    Text("Engagement", "Engagement"),
    (
        Field("date", Text("Date", "Date"), "date", True, people.INTERACTION_DATE, synonyms.NOT_A_SALE_DATE),
        CUSTOMER,
        Field("kind", Text("Interaction", "Interaction"), "text", False, people.INTERACTION, words=INTERACTIONS),
        Field("csat", Text("CSAT, 1 to 5", "CSAT, de 1 à 5"), "number", False, people.CSAT, bounds=(1, 5)),
        Field("nps", Text("NPS, 0 to 10", "NPS, de 0 à 10"), "number", False, people.NPS, bounds=(0, 10)),
        Field("comment", Text("Comment", "Commentaire"), "text", False, people.COMMENT),
    ),
)
