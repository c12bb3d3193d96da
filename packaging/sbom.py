"""Writes what a bundle is made of as a CycloneDX SBOM, which IT's scanners of vulnerabilities read."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import set_up
from console import run, say
from licences import Part
from package_places import INSIDE, LOGS, TOOLS_PYTHON, WORK, version

NAME = "fairnote.cdx.json"
_NAMESPACE = uuid.UUID("5ad24c4b-2d0f-4b9b-9d55-6a3dfb3f9a35")
"""For serial numbers that are the same for the same parts."""


OPTIONS = ("-m", "cyclonedx_py", "environment", "--output-reproducible", "--spec-version", "1.6", "--of", "JSON")


def write(bundle: Path, parts: Iterable[Part]) -> Path:
    """Put the SBOM of these parts into the bundle. Raises SetUpFailed."""
    whole = WORK / "environment.cdx.json"
    run([TOOLS_PYTHON, *OPTIONS, "-o", whole, set_up.PYTHON], label="SBOM", log=LOGS / "sbom.log")
    return write_from(whole, bundle, parts)


def write_from(whole: Path, bundle: Path, parts: Iterable[Part]) -> Path:
    """Put what an environment's SBOM says of these parts into the bundle."""
    told = of_parts(json.loads(whole.read_text(encoding="utf-8")), tuple(parts), version())
    target = bundle / INSIDE / NAME
    target.write_text(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    say(f"    SBOM: {len(told['components'])} components")
    return target


def of_parts(environment: Mapping[str, Any], parts: tuple[Part, ...], release: str) -> dict[str, Any]:
    """The environment's SBOM less what is not shipped, with the parts that are no Python package added."""
    shipped = {_plain(part.name): part for part in parts if part.kind == "library"}
    kept = [each for each in environment.get("components", ()) if _plain(each["name"]) in shipped]
    found = {_plain(each["name"]) for each in kept}
    added = [_component(part) for part in parts if _plain(part.name) not in found and part.name != "Fairnote"]
    refs = {each["bom-ref"] for each in (*kept, *added)}
    links = [
        {**each, **({"dependsOn": [ref for ref in each["dependsOn"] if ref in refs]} if "dependsOn" in each else {})}
        for each in environment.get("dependencies", ())
        if each["ref"] in refs
    ]
    made: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application", "bom-ref": "fairnote", "name": "fairnote", "version": release,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": [*kept, *added],
        "dependencies": [*links, {"ref": "fairnote", "dependsOn": sorted(refs)}],
    }  # fmt: skip
    made["serialNumber"] = f"urn:uuid:{uuid.uuid5(_NAMESPACE, json.dumps(made, sort_keys=True))}"
    return made


def _component(part: Part) -> dict[str, Any]:
    kind = {"library": "library", "program": "application"}.get(part.kind, "data")
    component: dict[str, Any] = {
        "type": kind, "bom-ref": f"part:{part.name}", "name": part.name,
        "licenses": [{"license": {"name": part.licence}}],
    }  # fmt: skip
    if part.version:
        component["version"] = part.version
    if part.whose:
        component["publisher"] = part.whose
    return component


def _plain(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")
