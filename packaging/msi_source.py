"""Writes what WiX and wixl read to make an MSI (a .wxs): every file once, codes that hang on the content alone.

The text is WiX 3's, which `wix convert` takes to WiX 5. wixl reads most of it: `for_wixl` leaves the rest out, and
msi_tables.py adds it.
"""

from __future__ import annotations

import hashlib
import re
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from console import SetUpFailed

NAMESPACE = "http://schemas.microsoft.com/wix/2006/wi"
PROGRAM = "fairnote.exe"
FOLDER = "INSTALLFOLDER"
"""The property of the folder on the command line of msiexec, and the Id of its directory."""
FOLDER_OF_THIS, FOLDER_OF_OTHER = "FOLDEROFTHIS", "FOLDEROFOTHER"
"""Where the same product is already, and where its companion is: the program and the models share one folder."""
MACHINE_FOLDER = "MACHINEFOLDER"
KEY = r"Software\Fairnote"
PATHS_OF_PROGRAMS = r"Software\Microsoft\Windows\CurrentVersion\App Paths"
SOURCES = "files"
"""The folder beside the .wxs in which the files lie as they are to be installed."""
HELPER = "installer_actions.dll"
NOT_OPEN = "FAIRNOTEISCLOSED"
"""The property by which IT says, at its own risk, that Fairnote is closed, where the look for it can't be made."""
SECURE = ("OLDERFOUND", "NEWERFOUND", FOLDER, NOT_OPEN)
"""The properties that reach the installer's service from the command line of somebody who is no administrator."""
ONLY_ADMINISTRATORS_WRITE = "O:BAG:BAD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)"
"""Rights of the folder of policies (SDDL): the system and administrators all, users to read."""
UNKNOWN_TO_WIXL = ("Environment", "PermissionEx")
MOST_IN_A_FEATURE = 1000
"""Windows Installer takes 1,600 components a feature (its documentation on the Feature table)."""

OPEN_SENTENCE = (
    "Fairnote is open on this laptop, and may be recording. Nothing was changed. Close it, then run this again."
)
STAY_SENTENCE = (
    r"Fairnote was removed. The visits of each person who used it are still there, encrypted, in their own folder: "
    r"AppData\Local\Fairnote. Delete it by hand only when nobody needs the visits any more."
)
NEWER_SENTENCE = (
    "A newer version is on this laptop. Nothing was changed. To go back, uninstall it first: the visits stay. "
    "An older Fairnote can't open a newer vault, so restore the backup from before."
)


@dataclass(frozen=True)
class Installer:
    """One MSI: what it is called, and the code by which Windows knows all its versions for one product."""

    name: str
    file_name: str
    upgrade_code: uuid.UUID
    version: str
    comments: str
    is_program: bool
    """Whether it brings the program, with its shortcut, its place in PATH, and the folder of policies."""


@dataclass(frozen=True)
class Source:
    """A finished text and its codes."""

    text: str
    product_code: uuid.UUID
    package_code: uuid.UUID


def version_for_windows(version: str) -> str:
    """Fairnote's version, which has to be three numbers that Windows Installer can compare. Raises SetUpFailed."""
    matched = re.fullmatch(r"(\d+)\.(\d+)\.(\d+)", version)
    if not matched or any(int(number) > most for number, most in zip(matched.groups(), (255, 255, 65535), strict=True)):
        raise SetUpFailed(f"An MSI needs a version like 1.2.3, at most 255.255.65535; this is {version}.")
    return version


def source(installer: Installer, files: Sequence[str], digest: str) -> Source:
    """The text for these files (paths below the program's folder, with slashes), whose content `digest` stands for.

    Another content, version or recipe has another product code. Raises SetUpFailed.
    """
    blank = _text(_tree(installer, files, uuid.UUID(int=0)))
    product_code = uuid.uuid5(installer.upgrade_code, f"{digest} {hashlib.sha256(blank.encode()).hexdigest()}")
    text = _text(_tree(installer, files, product_code))
    return Source(text, product_code, uuid.uuid5(product_code, "package"))


def for_wixl(text: str) -> str:
    """The same without the elements at which wixl stops."""
    tree = ET.fromstring(text)
    for parent in tree.iter():
        for child in [child for child in parent if _tag(child) in UNKNOWN_TO_WIXL]:
            parent.remove(child)
    return _text(tree)


def identifier(kind: str, path: str) -> str:
    """The Id of a file, component or directory: the same in every version, and short enough for Windows Installer."""
    return f"{kind}_{hashlib.sha256(path.encode()).hexdigest()[:24]}"


def guid(installer: Installer, path: str) -> str:
    """The code of the component of one path: the same in every version."""
    return _code(uuid.uuid5(installer.upgrade_code, f"component {path}"))


def _code(code: uuid.UUID) -> str:
    return str(code).upper()


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _text(tree: ET.Element) -> str:
    ET.register_namespace("", NAMESPACE)
    ET.indent(tree)
    return ET.tostring(tree, encoding="unicode", xml_declaration=False) + "\n"


def _add(parent: ET.Element, name: str, text: str | None = None, /, **attributes: str) -> ET.Element:
    """One element below another. `$(` begins a variable in WiX, so that in a value it is written twice."""
    plain = {key: value.replace("$(", "$$(") for key, value in attributes.items()}
    element = ET.SubElement(parent, f"{{{NAMESPACE}}}{name}", plain)
    element.text = text
    return element


# --- the whole


def _tree(installer: Installer, files: Sequence[str], product_code: uuid.UUID) -> ET.Element:
    wix = ET.Element(f"{{{NAMESPACE}}}Wix")
    product = _add(
        wix, "Product", Id=_code(product_code), Name=installer.name, Language="1033", Codepage="1252",
        Version=installer.version, Manufacturer="Fairnote", UpgradeCode=_code(installer.upgrade_code),
    )  # fmt: skip
    _add(
        product, "Package", InstallerVersion="500", Compressed="yes", InstallScope="perMachine", Platform="x64",
        Description=f"{installer.name} {installer.version}", Comments=installer.comments,
    )  # fmt: skip
    _add(product, "Media", Id="1", Cabinet="fairnote.cab", EmbedCab="yes")
    _upgrades(product, installer)
    _properties(product, installer)
    components = [*_folders(product, installer, files)]
    _features(product, installer, components)
    _actions(product, installer)
    return wix


def _upgrades(product: ET.Element, installer: Installer) -> None:
    """Any other Fairnote of at most this version is replaced: never two at once, not even of one version."""
    upgrade = _add(product, "Upgrade", Id=_code(installer.upgrade_code))
    older = {"Minimum": "0.0.0", "IncludeMinimum": "yes", "Maximum": installer.version, "IncludeMaximum": "yes"}
    _add(upgrade, "UpgradeVersion", **older, OnlyDetect="no", Property="OLDERFOUND")
    newer = {"Minimum": installer.version, "IncludeMinimum": "no", "OnlyDetect": "yes"}
    _add(upgrade, "UpgradeVersion", **newer, Property="NEWERFOUND")
    _add(product, "Condition", "Installed OR NOT NEWERFOUND", Message=NEWER_SENTENCE)


def _properties(product: ET.Element, installer: Installer) -> None:
    values = {
        "ARPNOMODIFY": "1",
        "ARPCOMMENTS": installer.comments,
        "ARPCONTACT": "Your IT team",
        # No program is closed by Windows and no laptop started again without being asked: somebody may be recording.
        "MSIRESTARTMANAGERCONTROL": "Disable",
        "REBOOT": "ReallySuppress",
        # Every file is put there, whatever version is: else a library of a lower version than the older Fairnote's
        # would be missing after the update, because what to copy is settled before the older one is removed.
        "REINSTALLMODE": "amus",
        "OpenPrograms": PROGRAM,
        "OpenSentence": OPEN_SENTENCE,
    }
    if installer.is_program:
        values["VisitsStaySentence"] = STAY_SENTENCE
    for name, value in values.items():
        _add(product, "Property", Id=name, Value=value)
    for name in (FOLDER, NOT_OPEN):
        _add(product, "Property", Id=name, Secure="yes")
    for name in (FOLDER_OF_THIS, FOLDER_OF_OTHER):
        value = value_of(installer.is_program == (name == FOLDER_OF_THIS), "Folder")
        where = {"Root": "HKLM", "Key": KEY, "Name": value, "Type": "raw", "Win64": "yes"}
        _add(_add(product, "Property", Id=name), "RegistrySearch", Id=value, **where)


def value_of(of_program: bool, what: str) -> str:
    """The name in the registry under which the program or the models keep their folder or version."""
    return f"{'Program' if of_program else 'Models'}{what}"


# --- files and folders


def _folders(product: ET.Element, installer: Installer, files: Sequence[str]) -> Iterator[str]:
    """All folders with what is in them; the Ids of the components."""
    target = _add(product, "Directory", Id="TARGETDIR", Name="SourceDir")
    programs = _add(target, "Directory", Id="ProgramFiles64Folder")
    top = _add(programs, "Directory", Id=FOLDER, Name="Fairnote")
    folders = {PurePosixPath("."): top}
    for path in sorted(files):
        yield _file(_folder(folders, PurePosixPath(path).parent), installer, path)
    yield _registry(top, installer)
    if installer.is_program:
        _add(target, "Directory", Id="ProgramMenuFolder")
        yield _machine_folder(target, installer)


def _folder(folders: dict[PurePosixPath, ET.Element], path: PurePosixPath) -> ET.Element:
    if path not in folders:
        parent = _folder(folders, path.parent)
        folders[path] = _add(parent, "Directory", Id=identifier("d", str(path)), Name=path.name)
    return folders[path]


def _component(parent: ET.Element, installer: Installer, path: str) -> ET.Element:
    return _add(parent, "Component", Id=identifier("c", path), Guid=guid(installer, path), Win64="yes")


def _file(parent: ET.Element, installer: Installer, path: str) -> str:
    """One file, a component of its own."""
    if not re.fullmatch(r"[\x20-\x7e]+", path) or re.search(r'[\\?|><:*"]', path):
        raise SetUpFailed(f"Windows Installer can't install a file of this name: {path!r}")
    component = _component(parent, installer, path)
    name = PurePosixPath(path).name
    file = _add(
        component, "File", Id=identifier("f", path), Name=name, Source=f"{SOURCES}/{path}", KeyPath="yes", DiskId="1"
    )
    if installer.is_program and path == PROGRAM:
        _shortcut(component, file)
    return str(component.get("Id"))


def _shortcut(component: ET.Element, program: ET.Element) -> None:
    """In the Start menu of all who use the laptop."""
    _add(
        component, "Shortcut", Id="StartMenu", Directory="ProgramMenuFolder", Name="Fairnote", WorkingDirectory=FOLDER,
        Target=f"[#{program.get('Id')}]", Description="Record a visit, and write the note, on this laptop alone",
    )  # fmt: skip


def _registry(parent: ET.Element, installer: Installer) -> str:
    """Where it is, for other packages, updates and scripts."""
    component = _component(parent, installer, "registry")
    said = {"Root": "HKLM", "Key": KEY, "Type": "string"}
    folder, version = (value_of(installer.is_program, what) for what in ("Folder", "Version"))
    _add(component, "RegistryValue", **said, Name=folder, Value=f"[{FOLDER}]", KeyPath="yes")
    _add(component, "RegistryValue", **said, Name=version, Value=installer.version)
    if installer.is_program:
        _by_name(component)
    return str(component.get("Id"))


def _by_name(component: ET.Element) -> None:
    """Its name alone starts it, in the Run box and in a terminal."""
    said = {"Root": "HKLM", "Key": f"{PATHS_OF_PROGRAMS}\\{PROGRAM}", "Type": "string"}
    _add(component, "RegistryValue", **said, Name="Path", Value=f"[{FOLDER}]")
    _add(component, "RegistryValue", **said, Value=f"[{FOLDER}]{PROGRAM}")
    words = {"Action": "set", "Part": "last", "System": "yes", "Permanent": "no"}
    _add(component, "Environment", Id="Path", Name="PATH", Value=f"[{FOLDER}]", **words)


def _machine_folder(target: ET.Element, installer: Installer) -> str:
    """The folder of policies, made before a worker could make it. What IT puts there stays when Fairnote goes."""
    data = _add(target, "Directory", Id="CommonAppDataFolder")
    folder = _add(data, "Directory", Id=MACHINE_FOLDER, Name="Fairnote")
    component = _component(folder, installer, "folder of policies")
    made = _add(component, "CreateFolder")
    _add(made, "PermissionEx", Id="MachineFolderRights", Sddl=ONLY_ADMINISTRATORS_WRITE)
    return str(component.get("Id"))


def _features(product: ET.Element, installer: Installer, components: Sequence[str]) -> None:
    """The whole, which nobody chooses parts of; in parts because Windows Installer counts."""
    whole = _add(product, "Feature", Id="Whole", Title=installer.name, Level="1")
    for number, part in enumerate(_parts(components), 1):
        feature = _add(whole, "Feature", Id=f"Part{number}", Title=f"Part {number}", Level="1", Display="hidden")
        for name in part:
            _add(feature, "ComponentRef", Id=name)


def _parts(components: Sequence[str]) -> Iterable[Sequence[str]]:
    starts = range(0, len(components), MOST_IN_A_FEATURE)
    return (components[start : start + MOST_IN_A_FEATURE] for start in starts)


# --- what happens when


def _actions(product: ET.Element, installer: Installer) -> None:
    _add(product, "Binary", Id="Helper", SourceFile=HELPER)
    at_once = {"Execute": "immediate", "Impersonate": "yes"}
    for name, place in (("TakeFolderOfThis", FOLDER_OF_THIS), ("TakeFolderOfOther", FOLDER_OF_OTHER)):
        _add(product, "CustomAction", Id=name, Property=FOLDER, Value=f"[{place}]", **at_once)
    _add(product, "CustomAction", Id="TellWhere", Property="ARPINSTALLLOCATION", Value=f"[{FOLDER}]", **at_once)
    called = {"BinaryKey": "Helper", **at_once}
    _add(product, "CustomAction", Id="RefuseWhileOpen", **called, DllEntry="RefuseWhileOpen", Return="check")
    if installer.is_program:
        _add(product, "CustomAction", Id="SayVisitsStay", **called, DllEntry="SayVisitsStay", Return="ignore")
    folder = (
        ("TakeFolderOfThis", "60", f"{FOLDER_OF_THIS} AND NOT {FOLDER}"),
        ("TakeFolderOfOther", "61", f"{FOLDER_OF_OTHER} AND NOT {FOLDER}"),
    )
    _sequence(product, "InstallUISequence", folder)
    steps = [
        *folder,
        # An older package that a newer one removes doesn't look again: the newer one has looked.
        ("RefuseWhileOpen", "110", f"NOT UPGRADINGPRODUCTCODE AND NOT {NOT_OPEN}"),
        ("TellWhere", "1010", "NOT Installed"),
    ]
    if installer.is_program:
        steps.append(("SayVisitsStay", "6610", 'REMOVE~="ALL" AND NOT UPGRADINGPRODUCTCODE'))
    executed = _sequence(product, "InstallExecuteSequence", steps)
    # Within what is rolled back: where the newer one can't be installed, the older one is there again.
    _add(executed, "RemoveExistingProducts", Sequence="1501")


def _sequence(product: ET.Element, name: str, steps: Sequence[tuple[str, str, str]]) -> ET.Element:
    """Each with its own number: wixl puts those without one in an order that changes from run to run."""
    sequence = _add(product, name)
    for action, number, condition in steps:
        _add(sequence, "Custom", condition, Action=action, Sequence=number)
    return sequence
