"""The table of settings as group policy on Windows needs it: an ADMX with what can be set, an ADML with its words.

The shape is that of Microsoft's Group Policy ADMX Syntax Reference Guide, of which only what is needed is used.
"""

from __future__ import annotations

import xml.etree.ElementTree as Xml
from dataclasses import Field
from typing import Any

from scribe.policy_documents import can_be, default_told, title_of
from scribe.policy_registry import KEY
from scribe.setting_values import LONGEST_TEXT, default_of
from scribe.settings import PARTS, TABLE

NAMESPACE = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"
"""The name of the format. Nothing is fetched from there."""
_REVISION = "1.0"
_LONGEST_PATH = 1_023


def as_admx() -> str:
    """`fairnote.admx`: a policy a setting, each below HKEY_LOCAL_MACHINE."""
    root = Xml.Element("policyDefinitions", xmlns=NAMESPACE, revision=_REVISION, schemaVersion=_REVISION)
    spaces = Xml.SubElement(root, "policyNamespaces")
    Xml.SubElement(spaces, "target", prefix="fairnote", namespace="Fairnote.Policies")
    Xml.SubElement(root, "resources", minRequiredRevision=_REVISION)
    supported = Xml.SubElement(Xml.SubElement(root, "supportedOn"), "definitions")
    Xml.SubElement(supported, "definition", name="SUPPORTED_ALL", displayName="$(string.SUPPORTED_ALL)")
    categories = Xml.SubElement(root, "categories")
    Xml.SubElement(categories, "category", name="fairnote", displayName="$(string.fairnote)")
    for part in PARTS:
        within = Xml.SubElement(categories, "category", name=f"part_{part}", displayName=f"$(string.part_{part})")
        Xml.SubElement(within, "parentCategory", ref="fairnote")
    policies = Xml.SubElement(root, "policies")
    for name, setting in TABLE.items():
        policies.append(_policy(name, setting))
    return _written(root)


def as_adml() -> str:
    """`en-GB/fairnote.adml`: every word of the ADMX."""
    root = Xml.Element("policyDefinitionResources", xmlns=NAMESPACE, revision=_REVISION, schemaVersion=_REVISION)
    Xml.SubElement(root, "displayName").text = "Fairnote"
    Xml.SubElement(root, "description").text = "What IT can set in Fairnote."
    resources = Xml.SubElement(root, "resources")
    strings = Xml.SubElement(resources, "stringTable")
    for string_id, words in _strings().items():
        Xml.SubElement(strings, "string", id=string_id).text = words
    presentations = Xml.SubElement(resources, "presentationTable")
    for name, setting in TABLE.items():
        shown = Xml.SubElement(presentations, "presentation", id=name)
        shown.append(_box(name, setting))
    return _written(root)


def _policy(name: str, setting: Field[Any]) -> Xml.Element:
    policy = Xml.Element(
        "policy",
        {
            "name": name,
            "class": "Machine",
            "displayName": f"$(string.{name})",
            "explainText": f"$(string.{name}_help)",
            "key": KEY,
            "presentation": f"$(presentation.{name})",
        },
    )
    Xml.SubElement(policy, "parentCategory", ref=f"part_{setting.metadata['part']}")
    Xml.SubElement(policy, "supportedOn", ref="SUPPORTED_ALL")
    Xml.SubElement(policy, "elements").append(_element(name, setting))
    return policy


def _element(name: str, setting: Field[Any]) -> Xml.Element:
    """What is written to the registry: a DWORD, a text, one of several texts, or several texts."""
    limits, kind = setting.metadata, str(setting.type)
    named = {"id": name, "valueName": name, "required": "true"}
    longest = str(_LONGEST_PATH if "Path" in kind else limits.get("longest", LONGEST_TEXT))
    if kind == "int":
        return Xml.Element("decimal", {**named, "minValue": str(limits["least"]), "maxValue": str(limits["most"])})
    if kind.startswith("tuple"):
        return Xml.Element("multiText", {**named, "maxLength": longest})
    if "choices" not in limits:
        return Xml.Element("text", {**named, "maxLength": longest})
    element = Xml.Element("enum", named)
    for choice in limits["choices"]:
        item = Xml.SubElement(element, "item", displayName=f"$(string.{name}_{choice})")
        Xml.SubElement(Xml.SubElement(item, "value"), "string").text = choice
    return element


def _box(name: str, setting: Field[Any]) -> Xml.Element:
    """What an administrator fills in."""
    kind, default = str(setting.type), default_of(setting)
    if kind == "int":
        box = Xml.Element("decimalTextBox", refId=name, defaultValue=str(default))
        box.text = title_of(name)
    elif kind.startswith("tuple"):
        box = Xml.Element("multiTextBox", refId=name)
        box.text = title_of(name)
    elif "choices" in setting.metadata:
        at = setting.metadata["choices"].index(default)
        box = Xml.Element("dropdownList", refId=name, noSort="true", defaultItem=str(at))
        box.text = title_of(name)
    else:
        box = Xml.Element("textBox", refId=name)
        Xml.SubElement(box, "label").text = title_of(name)
    return box


def _strings() -> dict[str, str]:
    told = {"fairnote": "Fairnote", "SUPPORTED_ALL": "Every version of Fairnote on Windows 10 and later"}
    told |= {f"part_{part}": title for part, title in PARTS.items()}
    for name, setting in TABLE.items():
        limits = setting.metadata
        told[name] = title_of(name)
        told[f"{name}_help"] = (
            f"{limits['description']}\n\nIt can be {can_be(setting)}.\nSafe default, where this is not configured: "
            f"{default_told(setting)}.\nIt takes effect here, from the next start on: {limits['where']}"
        )
        if not str(setting.type).startswith("tuple"):
            told |= {f"{name}_{choice}": choice for choice in limits.get("choices", ())}
    return told


def _written(root: Xml.Element) -> str:
    Xml.indent(root, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{Xml.tostring(root, encoding="unicode")}\n'
