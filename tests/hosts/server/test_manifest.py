"""The manifest of the add-in and the help of its functions, held against what Microsoft documents of both.

Rules: https://learn.microsoft.com/office/dev/add-ins/develop/xml-manifest-overview and
https://learn.microsoft.com/office/dev/add-ins/excel/custom-functions-json
"""

from __future__ import annotations

import json
import re
import struct
from collections import Counter
from uuid import UUID
from xml.etree import ElementTree

import pytest

from salestracker_xl import __version__
from salestracker_xl.hosts.ribbon import ribbon
from salestracker_xl.hosts.server.manifest import FRENCH, version_of_manifest
from salestracker_xl.metrics import REGISTRY

OFFICE = "{http://schemas.microsoft.com/office/appforoffice/1.1}"
OVERRIDES = "{http://schemas.microsoft.com/office/taskpaneappversionoverrides}"
BASIC = "{http://schemas.microsoft.com/office/officeappbasictypes/1.0}"
ORDER = ["Id", "Version", "ProviderName", "DefaultLocale", "DisplayName", "Description", "IconUrl",
         "HighResolutionIconUrl", "SupportUrl", "AppDomains", "Hosts", "Requirements", "DefaultSettings", "Permissions",
         "VersionOverrides"]  # fmt: skip
SHORT, LONG = 125, 250  # signs of a label, and of a tip
RESOURCE_ID, CONTROL_ID = 32, 125  # signs


@pytest.fixture(scope="module")
def manifest(server):
    """The manifest as a server behind https gives it."""
    return ElementTree.fromstring(server.get("/manifest.xml", headers={"X-Forwarded-Proto": "https"}).text)


def said(element):
    """Every text of an element: the default, and those of other languages."""
    return [element.get("DefaultValue"), *(it.get("Value") for it in element if it.tag.endswith("Override"))]


def size_of(picture):
    return struct.unpack(">II", picture[16:24])


def test_the_parts_stand_in_the_order_of_the_schema(manifest):
    assert [element.tag.rpartition("}")[2] for element in manifest] == ORDER
    [overrides] = manifest.iter(f"{OVERRIDES}VersionOverrides")
    assert [element.tag.rpartition("}")[2] for element in overrides] == ["Hosts", "Resources"]


def test_the_add_in_is_one_and_the_same_whatever_its_version(manifest):
    assert UUID(manifest.findtext(f"{OFFICE}Id")).version == 4
    assert manifest.findtext(f"{OFFICE}Version") == version_of_manifest(__version__)
    assert re.fullmatch(r"[1-9]\d*(\.\d+){3}", version_of_manifest(__version__))
    assert version_of_manifest("0.10.0") != version_of_manifest("0.1.0")


def test_every_address_is_https_of_the_server(manifest, server):
    named = [it.get("DefaultValue") for it in manifest.iter() if "://" in (it.get("DefaultValue") or "")]
    named += [it.get("Value") for it in manifest.iter() if "://" in (it.get("Value") or "")]
    assert len(named) > 45
    assert {address.split("/static/")[0].split("/salestracker/")[0].split("/xlwings/")[0] for address in named} == {
        f"https://127.0.0.1:{server.base_url.port}",
        f"https://127.0.0.1:{server.base_url.port}/taskpane.html",
    }


def test_every_resource_that_the_manifest_names_is_there(manifest, server):
    named = {element.get("resid") for element in manifest.iter() if element.get("resid")}
    defined = [element.get("id") for element in manifest.iter() if element.tag.startswith(BASIC) and element.get("id")]
    assert named == set(defined)
    assert max(Counter(defined).values()) == 1
    assert max(map(len, defined)) <= RESOURCE_ID
    for element in manifest.iter(f"{BASIC}Url"):
        for address in said(element):
            assert server.get(address.partition(str(server.base_url.port))[2]).status_code == 200, address


def test_pictures_have_the_sizes_that_they_are_named_for(manifest, server):
    pictures = {it.get("id"): it.get("DefaultValue") for it in manifest.iter(f"{BASIC}Image") if it.get("id")}
    sizes = {name: int(name.rpartition(".")[2]) for name in pictures}
    assert set(sizes.values()) == {16, 32, 80}
    pictures |= {name: manifest.find(f"{OFFICE}{name}").get("DefaultValue") for name in ORDER[6:8]}
    sizes |= {"IconUrl": 32, "HighResolutionIconUrl": 64}
    contents = {name: server.get(it.partition(str(server.base_url.port))[2]).content for name, it in pictures.items()}
    assert {name: size_of(content) for name, content in contents.items()} == {
        name: (size, size) for name, size in sizes.items()
    }
    assert len(set(contents.values())) == len(contents)


def test_every_button_of_the_ribbon_is_in_the_manifest(manifest):
    assert [it.text for it in manifest.iter(f"{OVERRIDES}FunctionName")] == [it.key for it in ribbon().buttons]
    groups = [group.get("id") for group in manifest.iter(f"{OVERRIDES}Group")]
    assert groups == [it.key for it in ribbon().groups]
    ids = groups + [it.get("id") for it in manifest.iter(f"{OVERRIDES}Control")]
    ids += [it.get("id") for it in manifest.iter(f"{OVERRIDES}CustomTab")]
    assert max(Counter(ids).values()) == 1
    assert max(map(len, ids)) <= CONTROL_ID
    assert all(len(group.findall(f"{OVERRIDES}Control")) <= 20 for group in manifest.iter(f"{OVERRIDES}Group"))


def test_labels_and_tips_are_as_short_as_office_asks_in_every_language(manifest):
    for kind, longest in (("ShortStrings", SHORT), ("LongStrings", LONG)):
        [strings] = manifest.iter(f"{BASIC}{kind}")
        assert all(len(text) <= longest for string in strings for text in said(string))
    assert all(len(text) <= SHORT for text in said(manifest.find(f"{OFFICE}DisplayName")))
    assert all(len(text) <= LONG for text in said(manifest.find(f"{OFFICE}Description")))


def test_every_text_is_there_in_french_and_functions_ask_for_no_prefix(manifest):
    texts = [*manifest.iter(f"{BASIC}String"), *(manifest.find(f"{OFFICE}{name}") for name in ORDER[4:6])]
    for text in texts:
        assert [it.get("Locale") for it in text if it.tag.endswith("Override")] == list(FRENCH)
    assert not list(manifest.iter(f"{OVERRIDES}Namespace"))
    assert said(texts[-2]) == ["Sales Tracker", "Suivi des ventes", "Suivi des ventes"]


def test_no_tip_promises_what_a_server_cannot_do(manifest):
    tips = {it.get("id"): said(it) for it in manifest.iter(f"{BASIC}String") if it.get("id").endswith(".Tip")}
    promised = " ".join(text for texts in tips.values() for text in texts).lower()
    for words in ("beside the workbook", "à côté du classeur", "wizard", "assistant", "this computer"):
        assert words not in promised


@pytest.mark.parametrize("language", ["en", "fr"])
def test_functions_are_described_as_excel_reads_them(server, language):
    told = server.get("/salestracker/functions-meta.json", params={"lang": language}).json()
    assert [it["name"] for it in told["functions"]] == sorted(REGISTRY)
    for it in told["functions"]:
        metric = REGISTRY[it["id"]]
        assert it["description"] == metric.summary[language]
        assert it["name"] == it["id"]
        assert re.fullmatch(r"[A-Z][A-Z0-9._]{2,127}", it["id"])
        assert it["result"]["dimensionality"] == "matrix"
        taken = [(each["name"], each["description"], each.get("optional", False)) for each in it["parameters"]]
        assert taken == [(arg.name, arg.arg.summary[language], arg.optional) for arg in metric.parameters]
        assert [optional for *_, optional in taken] == sorted(optional for *_, optional in taken)
    assert "NaN" not in json.dumps(told)


def test_the_script_of_the_functions_has_every_one_that_is_described(server):
    code = server.get("/xlwings/custom-functions-code.js").text
    assert set(re.findall(r'CustomFunctions\.associate\("(\w+)"', code)) == set(REGISTRY)
