"""Columns are told by their headers, in English and French, together with their values."""

from __future__ import annotations

import pytest

from salestracker_xl.language import Text
from salestracker_xl.tables.reading import read_deals, read_sales, read_spend, read_targets
from salestracker_xl.tables.schema import DEALS, SALES, SPEND, TARGETS
from salestracker_xl.tables.vocabulary import normal


def mapped(reading) -> dict[str, str]:
    return {key: match.header for key, match in reading.sources[0].mapping.items()}


ENGLISH = [
    "Order ID",
    "Order Date",
    "Customer Name",
    "Product",
    "Category",
    "Region",
    "Sales Rep",
    "Sales Channel",
    "UTM campaign",
    "Quantity",
    "Net Amount",
]
FRENCH = [
    "N° de commande",
    "Date de commande",
    "Client",
    "Désignation",
    "Famille",
    "Région",
    "Commercial",
    "Canal de vente",
    "Campagne",
    "Qté",
    "Montant HT",
]
SHOUTED = [
    "ORDER_NUMBER",
    "orderDate",
    "customer-name",
    "ITEM",
    "productCategory",
    "TERRITORY",
    "salesperson",
    "SOURCE",
    "campaign_name",
    "qty",
    "line_total",
]
SHORT = [
    "Invoice #",
    "Invoice date",
    "Company",
    "SKU",
    "Product type",
    "Country",
    "Account manager",
    "Channel",
    "Campaign",
    "Units",
    "Revenue",
]


@pytest.mark.parametrize("headers", [ENGLISH, FRENCH, SHOUTED, SHORT], ids=["english", "french", "shouted", "short"])
def test_every_field_of_sales_is_found(file, headers):
    rows = [
        "A1,2024-01-13,Ann,Mug,Kitchen,North,Kim,Web,Spring,2,10.50",
        "A2,2024-01-14,Bob,Hat,Wear,South,Lee,Shop,,1,7.25",
    ]
    reading = read_sales(file("\n".join([",".join(headers), *rows])))
    assert mapped(reading) == dict(zip(SALES.keys, headers, strict=True))
    assert reading.frame["amount"].tolist() == [10.5, 7.25]
    assert all(match.confidence > 0.6 for match in reading.sources[0].mapping.values())


@pytest.mark.parametrize(
    ("headers", "chosen"),
    [
        (("Total", "Subtotal", "Tax"), "Subtotal"),
        (("Gross amount", "Discount amount", "Net amount"), "Net amount"),
        (("Order total", "Line total", "Shipping amount"), "Line total"),
        (("Montant TTC", "Montant TVA", "Montant HT"), "Montant HT"),
        (("Total TTC", "Montant remise", "Total HT"), "Total HT"),
        (("Amount", "Fee amount", "Amount refunded"), "Amount"),
        (("Unit price", "Cost", "Revenue"), "Revenue"),
        (("Sales tax", "Sales", "Total incl. tax"), "Sales"),
    ],
)
def test_of_several_amounts_the_one_net_of_tax_and_of_the_line_is_taken(file, headers, chosen):
    text = f"Date,Customer,{','.join(headers)}\n2024-01-13,Ann,10.50,8.25,2.25\n2024-01-14,Bob,9.50,7.25,2.25\n"
    reading = read_sales(file(text))
    assert mapped(reading)["amount"] == chosen


def test_the_reason_names_the_columns_that_were_passed_over(file):
    reading = read_sales(file("Date,Customer,Total,Net amount\n2024-01-13,Ann,12.00,10.00\n"))
    assert reading.sources[0].mapping["amount"].reason == Text(
        "the header says so; preferred to Total", "l'en-tête le dit ; préféré à Total"
    )


def test_a_column_whose_values_do_not_fit_is_passed_over(file):
    text = "Date,Order date,Customer,Sales,Amount\nMonday,2024-01-13,Ann,Kim,10.50\nTuesday,2024-01-14,Bob,Lee,7.25\n"
    assert mapped(read_sales(file(text))) == {"date": "Order date", "customer": "Customer", "amount": "Amount"}


def test_a_preferred_column_that_is_almost_empty_yields_to_a_full_one(file):
    rows = "".join(f"2024-01-{day},Ann,,12.00\n" for day in range(10, 30))
    reading = read_sales(file(f"Date,Customer,Net amount,Amount\n2024-01-09,Ann,5.00,6.00\n{rows}"))
    assert mapped(reading)["amount"] == "Amount"


def test_due_and_delivery_dates_are_not_the_date_of_a_sale(file):
    text = "Due date,Delivery date,Invoice date,Customer,Amount\n2024-03-01,2024-02-01,2024-01-13,Ann,5\n"
    assert mapped(read_sales(file(text)))["date"] == "Invoice date"


def test_without_an_amount_a_line_is_worth_its_price_times_its_quantity(file):
    reading = read_sales(file("Date,Customer,Quantity,Unit price\n2024-01-13,Ann,3,1.10\n2024-01-14,Bob,2,x\n"))
    assert reading.frame["amount"].tolist() == [3.3]
    assert reading.rejects[["line", "column", "value"]].values.tolist() == [[3, "Unit price", "x"]]
    assert '"Unit price" x "Quantity"' in reading.sources[0].mapping["amount"].reason.en


def test_unknown_headers_are_told_by_their_values(file):
    rows = "".join(f"2024-01-{day},who {day % 4}@x.org,{day}.25\n" for day in range(10, 30)).replace("who ", "who")
    reading = read_sales(file(f"Foo,Bar,Baz\n{rows}"))
    assert mapped(reading) == {"date": "Foo", "customer": "Bar", "amount": "Baz"}
    assert {match.confidence for match in reading.sources[0].mapping.values()} == {0.5}


def test_a_bare_id_that_returns_is_a_customer_where_there_is_no_other(file):
    rows = "".join(f"{day % 4},2024-01-{day},{day}.25\n" for day in range(10, 30))
    assert mapped(read_sales(file(f"id,date,amount\n{rows}"))) == {"date": "date", "customer": "id", "amount": "amount"}


def test_the_total_of_an_order_that_every_line_repeats_is_counted_once(file):
    text = """Order,Date,Customer,Product,Quantity,Unit price,Order total
1,2024-01-13,Ann,Mug,1,10.00,40.00
1,2024-01-13,Ann,Hat,1,30.00,40.00
2,2024-01-14,Bob,Mug,1,10.00,10.00
"""
    reading = read_sales(file(text))
    assert reading.frame["amount"].tolist() == [10, 30, 10]
    assert any("shared among them" in note.en for note in reading.sources[0].notes)


def test_a_total_of_the_line_is_not_taken_for_the_total_of_the_order(file):
    text = "Order,Date,Customer,Product,Total\n1,2024-01-13,Ann,Mug,10.00\n1,2024-01-13,Ann,Hat,10.00\n"
    reading = read_sales(file(text))
    assert reading.frame["amount"].sum() == 20
    assert any("counts several times" in note.en for note in reading.sources[0].notes)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Month,Channel,Campaign,Spend\n2024-03,Ads,Spring,100.00\n", ["2024-03-01", "Ads", "Spring", 100]),
        ("Mois;Canal;Campagne;Dépenses\nmars 2024;Pub;Printemps;100,50\n", ["2024-03-01", "Pub", "Printemps", 100.5]),
        ("Date,Platform,Campaign name,Amount spent (EUR)\n17/03/2024,Meta,A,5.5\n", ["2024-03-01", "Meta", "A", 5.5]),
    ],
)
def test_spend_is_read_by_month(file, text, expected):
    frame = read_spend(file(text)).frame
    assert [str(frame["month"][0].date()), *frame.loc[0, ["channel", "campaign", "amount"]]] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Month,Rep,Target\n2024-03,Kim,1000\n", ["2024-03-01", "Kim", 1000]),
        ("Mois;Commercial;Objectif\n01/03/2024;Léa;1 000,00\n", ["2024-03-01", "Léa", 1000]),
        ("Period,Quota\nMar 2024,1000\n", ["2024-03-01", None, 1000]),
    ],
)
def test_goals_are_read_by_month_with_or_without_reps(file, text, expected):
    frame = read_targets(file(text)).frame
    rep = frame["rep"][0]
    assert [str(frame["month"][0].date()), None if rep != rep else rep, frame["amount"][0]] == expected


FOLLOWED = {  # what an export tells of a deal's course, under the headers of each program
    "furthest": ("Last open stage", "Étape avant clôture", "Previous Stage"),
    "stage_since": ("Date entered current stage", "Date du dernier changement d'étape", "Last Stage Change Date"),
    "first_response": ("First engagement date", "Date de première réponse", "First Response Date"),
    "last_activity": ("Last Activity Date", "Date de la dernière activité", "Last Activity"),
    "lost_reason": ("Closed Lost Reason", "Motif de perte", "Loss Reason"),
}


@pytest.mark.parametrize("which", range(3), ids=["hubspot", "french", "salesforce"])
def test_the_course_of_a_deal_is_found_whoever_exports_it(file, which):
    headers = [names[which] for names in FOLLOWED.values()]
    rows = "7,Lost,2024-01-02,2024-02-09,Demo,2024-01-20,2024-01-03,2024-02-01,Price"
    text = ",".join(["Deal ID", "Stage", "Create date", "Close date", *headers]) + "\n" + rows + "\n"
    reading = read_deals([file(text)])
    assert {key: mapped(reading).get(key) for key in FOLLOWED} == dict(zip(FOLLOWED, headers, strict=True))
    deal = reading.frame.iloc[0]
    assert [deal["furthest"], deal["lost_reason"], deal["status"]] == ["Demo", "Price", "lost"]
    found = [str(deal[key].date()) for key in ("created", "closed", "stage_since", "first_response", "last_activity")]
    assert found == ["2024-01-02", "2024-02-09", "2024-01-20", "2024-01-03", "2024-02-01"]


@pytest.mark.parametrize("schema", [SALES, DEALS, SPEND, TARGETS], ids=lambda schema: schema.key)
def test_synonyms_stand_in_the_form_in_which_headers_are_compared(schema):
    for field in schema.fields:
        for phrase in field.synonyms:
            assert normal(phrase) == phrase
        assert len(set(field.synonyms)) == len(field.synonyms), field.key
        for label in (field.label.en, field.label.fr):
            assert normal(label) in field.synonyms or field.key == "status", (field.key, label)


def test_the_fields_of_sales_stand_in_their_order():
    assert SALES.keys == (
        "order_id",
        "date",
        "customer",
        "product",
        "category",
        "region",
        "rep",
        "channel",
        "campaign",
        "quantity",
        "amount",
    )
    assert SALES.required == ("date", "customer", "amount")
