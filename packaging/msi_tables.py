"""Finishes what wixl made: the tables that it doesn't write, and dates and a code that are not by chance."""

from __future__ import annotations

import os
import subprocess
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from console import SetUpFailed
from msi_source import NAMESPACE, SECURE, Source

UPGRADE_INCLUSIVE = 0x100 | 0x200
"""msidbUpgradeAttributesVersionMinInclusive and …MaxInclusive: wixl knows the first alone."""
ENVIRONMENT = (
    "CREATE TABLE `Environment` (`Environment` CHAR(72) NOT NULL, `Name` CHAR(255) NOT NULL LOCALIZABLE, "
    "`Value` CHAR(255) LOCALIZABLE, `Component_` CHAR(72) NOT NULL PRIMARY KEY `Environment`)"
)
PERMISSIONS = (
    "CREATE TABLE `MsiLockPermissionsEx` (`MsiLockPermissionsEx` CHAR(72) NOT NULL, `LockObject` CHAR(72) NOT NULL, "
    "`Table` CHAR(32) NOT NULL, `SDDLText` CHAR(0) NOT NULL, `Condition` CHAR(255) PRIMARY KEY `MsiLockPermissionsEx`)"
)
SUMMARY = "_SummaryInformation"
CODE, CREATED, SAVED, SOFTWARE = "9", "12", "13", "18"
"""Numbers of the properties of a summary (Windows Installer's documentation, 'Summary Property Descriptions')."""


def finish(made: Path, text: Source, moment: int) -> None:
    """Add to a package of wixl's what the text asks for and wixl left out, and date it (seconds since 1970).

    Raises SetUpFailed.
    """
    for statement in statements(text.text):
        _msi("msibuild", made, "-q", statement)
    _level(made, text, moment)


def statements(text: str) -> Iterator[str]:
    """The SQL of Windows Installer for what wixl doesn't read in a text, in its order."""
    product = ET.fromstring(text)
    yield from _upgrade(product)
    yield f"UPDATE `Property` SET `Value` = '{';'.join(SECURE)}' WHERE `Property` = 'SecureCustomProperties'"
    yield from _environment(product)
    yield from _permissions(product)


def _find(tree: ET.Element, name: str) -> list[ET.Element]:
    return tree.findall(f".//{{{NAMESPACE}}}{name}")


def _upgrade(product: ET.Element) -> Iterator[str]:
    """The highest version that is replaced is this very one. The column is part of the key, so the row is made anew."""
    (upgrade,) = _find(product, "Upgrade")
    older = next(one for one in _find(upgrade, "UpgradeVersion") if one.get("IncludeMaximum") == "yes")
    yield f"DELETE FROM `Upgrade` WHERE `ActionProperty` = '{older.get('Property')}'"
    row = (f"{{{upgrade.get('Id')}}}", older.get("Minimum"), older.get("Maximum"))
    told = ", ".join(f"'{value}'" for value in row)
    columns = "`UpgradeCode`, `VersionMin`, `VersionMax`, `Attributes`, `ActionProperty`"
    yield f"INSERT INTO `Upgrade` ({columns}) VALUES ({told}, {UPGRADE_INCLUSIVE}, '{older.get('Property')}')"


def _environment(product: ET.Element) -> Iterator[str]:
    """Each variable is set for the laptop, at the end of what it holds, and taken out again with its component."""
    variables = [(part, each) for part in _find(product, "Component") for each in _find(part, "Environment")]
    if not variables:
        return
    yield ENVIRONMENT
    for component, each in variables:
        row = (each.get("Id"), f"=-*{each.get('Name')}", f"[~];{each.get('Value')}", component.get("Id"))
        told = ", ".join(f"'{value}'" for value in row)
        yield f"INSERT INTO `Environment` (`Environment`, `Name`, `Value`, `Component_`) VALUES ({told})"
    for action, number in (("RemoveEnvironmentStrings", 3300), ("WriteEnvironmentStrings", 5200)):
        yield f"INSERT INTO `InstallExecuteSequence` (`Action`, `Sequence`) VALUES ('{action}', {number})"


def _permissions(product: ET.Element) -> Iterator[str]:
    """The rights of the folders that are made."""
    folders = [(part, each) for part in _find(product, "Directory") for each in part.findall(_made_below())]
    if not folders:
        return
    yield PERMISSIONS
    columns = "`MsiLockPermissionsEx`, `LockObject`, `Table`, `SDDLText`"
    for folder, each in folders:
        row = (each.get("Id"), folder.get("Id"), "CreateFolder", each.get("Sddl"))
        told = ", ".join(f"'{value}'" for value in row)
        yield f"INSERT INTO `MsiLockPermissionsEx` ({columns}) VALUES ({told})"


def _made_below() -> str:
    return "/".join(f"{{{NAMESPACE}}}{name}" for name in ("Component", "CreateFolder", "PermissionEx"))


# --- the same each time


def _level(made: Path, text: Source, moment: int) -> None:
    """wixl dates a package with now and gives it a code by chance: take the moment and the code of the content."""
    lines = _msi("msiinfo", "export", made, SUMMARY).splitlines()
    head, rows = lines[:3], dict(line.split("\t", 1) for line in lines[3:])
    date = time.strftime("%Y/%m/%d %H:%M:%S", time.gmtime(moment))
    rows |= {CODE: f"{{{str(text.package_code).upper()}}}", CREATED: date, SAVED: date}
    table = made.with_suffix(".idt")
    table.write_text("\r\n".join((*head, *(f"{key}\t{value}" for key, value in rows.items()), "")), encoding="cp1252")
    _msi("msibuild", made, "-i", table)
    table.unlink()


def _msi(*words: str | Path) -> str:
    """Run one of msitools' programs; what it says. Times are read and written in UTC. Raises SetUpFailed."""
    told = [str(word) for word in words]
    done = subprocess.run(
        told, capture_output=True, text=True, encoding="cp1252", check=False,
        env={**os.environ, "TZ": "UTC", "LC_ALL": "C"},
    )  # fmt: skip
    # msibuild leaves 0 when a statement fails, and says so on standard error alone.
    if done.returncode != 0 or done.stderr.strip():
        raise SetUpFailed(f"{told[0]} could not finish the package: {done.stderr.strip()[-300:]}")
    return done.stdout
