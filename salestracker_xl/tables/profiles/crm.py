"""Deals as customer relationship programs export them: the won ones are orders at the day they were closed."""

from __future__ import annotations

from salestracker_xl.language import Text
from salestracker_xl.tables import synonyms
from salestracker_xl.tables.draft import Draft
from salestracker_xl.tables.grid import Grid
from salestracker_xl.tables.outcomes import outcomes_of, settle_outcomes
from salestracker_xl.tables.profiles.profile import Profile, phrases
from salestracker_xl.tables.rejects import NOT_WON
from salestracker_xl.tables.rows import first_with, with_gaps_filled
from salestracker_xl.tables.vocabulary import normal

_IN_COMPANY_CURRENCY = frozenset(("amount in company currency", "montant dans la devise de l entreprise"))
_HUBSPOT_CUSTOMERS = phrases(
    "associated company, associated company primary, entreprise associee, associated contact, contact associe"
)
_PIPEDRIVE_CUSTOMERS = phrases(
    "deal organization, deal organisation, deal contact person, affaire organisation, affaire personne a contacter"
)
_PIPEDRIVE_ENDS = phrases("""
    deal won time, deal lost time, deal deal closed on, deal closed on, affaire date de gain, affaire date de perte,
    affaire heure de gain, affaire heure de l echec
""")


def _settle(draft: Draft) -> None:
    if normal(draft.header_of("amount") or "") in _IN_COMPANY_CURRENCY:
        draft.currency_phrases = ()  # converted already: the currency beside it is that of the other amount
    if draft.schema.key == "deals":
        settle_outcomes(draft)
        return
    found = outcomes_of(draft, [c.header for c in (draft.find(_STATUSES), draft.find(_STAGES)) if c is not None])
    if found is not None:
        draft.reject(found.outcomes != "won", found.header, NOT_WON)


_STATUSES = synonyms.STATUS + phrases("deal status, affaire statut, opportunity status")
_STAGES = synonyms.STAGE + phrases("deal stage, affaire etape")


def _arrange_hubspot(grid: Grid) -> Grid:
    return with_gaps_filled(grid, *(first_with(grid, (name,)) for name in _HUBSPOT_CUSTOMERS))


def _arrange_pipedrive(grid: Grid) -> Grid:
    filled = with_gaps_filled(grid, *(first_with(grid, (name,)) for name in _PIPEDRIVE_CUSTOMERS))
    return with_gaps_filled(filled, *(first_with(filled, (name,)) for name in _PIPEDRIVE_ENDS))


HUBSPOT = Profile(
    "hubspot",
    Text("HubSpot deals", "transactions HubSpot"),
    (
        frozenset(("deal name", "nom de la transaction")),
        frozenset(("deal stage", "phase de la transaction")),
    ),
    {
        "sales": {
            "order_id": phrases("record id, deal id, id de fiche d informations, id d enregistrement"),
            "date": phrases("close date, date de fermeture, date de cloture"),
            "customer": _HUBSPOT_CUSTOMERS,
            "product": (),
            "category": (),
            "rep": phrases("deal owner, proprietaire de la transaction"),
            "channel": phrases("original source, original traffic source, deal source, source d origine"),
            "quantity": (),
            "amount": phrases("amount in company currency, amount, montant dans la devise de l entreprise, montant"),
        },
        "deals": {"customer": _HUBSPOT_CUSTOMERS},
    },
    frozenset(("sales", "deals")),
    arrange=_arrange_hubspot,
    settle=_settle,
)

SALESFORCE = Profile(
    "salesforce",
    Text("Salesforce opportunities", "opportunités Salesforce"),
    (
        frozenset(("opportunity name", "nom de l opportunite")),
        frozenset(("stage", "etape", "opportunity stage")),
    ),
    {
        "sales": {
            "order_id": phrases("opportunity id, id de l opportunite, id opportunite"),
            "date": phrases("close date, date de cloture, date de fermeture"),
            "customer": phrases("account name, nom du compte, account, compte"),
            "product": phrases("product name, nom du produit"),
            "category": (),
            "rep": phrases("opportunity owner, proprietaire de l opportunite, owner"),
            "channel": phrases("lead source, origine de la piste, source de la piste"),
            "quantity": phrases("quantity, quantite"),
            "amount": phrases("amount converted, amount, montant converti, montant"),
        }
    },
    frozenset(("sales", "deals")),
    settle=_settle,
)

PIPEDRIVE = Profile(
    "pipedrive",
    Text("Pipedrive deals", "affaires Pipedrive"),
    (
        frozenset(("deal title", "affaire titre")),
        frozenset(("deal status", "affaire statut")),
    ),
    {
        "sales": {
            "order_id": phrases("deal id, affaire id"),
            "date": _PIPEDRIVE_ENDS,
            "customer": _PIPEDRIVE_CUSTOMERS,
            "product": phrases("deal product name, product name"),
            "category": (),
            "rep": phrases("deal owner, affaire proprietaire"),
            "channel": phrases("deal source channel, deal source, lead source, affaire canal source"),
            "quantity": (),
            "amount": phrases("deal value, affaire valeur"),
        },
        "deals": {
            "deal_id": phrases("deal id, affaire id"),
            "name": phrases("deal title, affaire titre"),
            "customer": _PIPEDRIVE_CUSTOMERS,
            "rep": phrases("deal owner, affaire proprietaire"),
            "stage": phrases("deal stage, affaire etape"),
            "status": phrases("deal status, affaire statut"),
            "amount": phrases("deal value, affaire valeur"),
            "created": phrases(
                "deal deal created, deal created, deal add time, affaire affaire creee, affaire date de creation"
            ),
            "closed": (*_PIPEDRIVE_ENDS, "deal expected close date", "affaire date de cloture prevue"),
            "probability": phrases("deal probability, affaire probabilite"),
            "source": phrases("deal source channel, deal source, lead source, affaire canal source"),
            "stage_since": phrases("deal last stage change, affaire dernier changement d etape"),
            "last_activity": phrases("deal last activity date, affaire date de la derniere activite"),
            "lost_reason": phrases(
                "deal lost reason, affaire motif de perte, affaire raison de perte, affaire raison de la perte"
            ),
        },
    },
    frozenset(("sales", "deals")),
    arrange=_arrange_pipedrive,
    settle=_settle,
)

DEALS = Profile(
    "deals",
    Text("list of deals", "liste d'affaires"),
    (
        frozenset(synonyms.STAGE),
        frozenset(synonyms.CLOSED),
    ),
    {"sales": {"order_id": synonyms.DEAL_ID, "date": synonyms.CLOSED, "amount": synonyms.DEAL_AMOUNT}},
    frozenset(("sales",)),
    settle=_settle,
)
