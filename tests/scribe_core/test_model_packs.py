"""Who brings models to a laptop, which are started there, and the commands that IT scripts against."""

from __future__ import annotations

import io
import json
import os
import shutil
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models import catalogue, pack_signing
from models.catalogue import NotAModel
from models.errors import EngineFailed, ModelDamaged, ModelMissing
from models.memory_tiers import TooLittleMemory
from models.pack import MANIFEST, Manifest, read_manifest
from models.pack_import import is_pack
from models.pack_signing import BadPublicKey, NotSigned
from models.process import SpawnedChild
from models.progress import Cancellation
from models.writer import CompletionRequest
from scribe import actions, commands_models, exams, model_packs
from scribe.cli import run
from scribe.doctor import Finding, examine
from scribe.errors import FairnoteError, NotFound
from scribe.first_use import FirstUse
from scribe.jobs import run_here
from scribe.model_packs import NotAllowed, PassphraseTooShort, bring_in, held, named, take_away, why_not
from scribe.session import InstalledEngines, Session, installed_engines
from scribe.settings import Settings
from scribe.vault import Vault
from scribe.withdrawn_models import ModelWithdrawn
from tests.models.packs import NAME, PASSPHRASE, WEIGHTS, Council, flip
from tests.scribe_core.exam_results import result_for

HELLO = CompletionRequest("", "Hello", max_tokens=1)


@pytest.fixture(scope="module")
def council() -> Council:
    return Council()


@pytest.fixture
def settings(tmp_path: Path, council: Council) -> Settings:
    """A laptop on which everything has to be signed by the council."""
    return open_laptop(tmp_path, model_pack_public_key=council.public_key)


def open_laptop(tmp_path: Path, **policy: str) -> Settings:
    return replace(Settings(models_folder=tmp_path / "models", who_imports_models="everyone"), **policy)  # type: ignore[arg-type]


def gguf(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "robin.gguf").write_bytes(WEIGHTS)
    return folder / "robin.gguf"


# --- who may, and what has to be signed


def test_where_it_names_no_key_a_model_comes_in_by_itself(tmp_path: Path) -> None:
    """As it always did: it is examined here before it is used."""
    laptop = open_laptop(tmp_path)
    model = bring_in(gguf(tmp_path), laptop)
    (one,) = [each for each in held(laptop) if each.model == model]
    assert one.allowed and one.removable and one.first_use is FirstUse.EXAM and one.standing == exams.NOT_SAT


def test_where_it_names_a_key_nothing_else_comes_in(settings: Settings, council: Council, tmp_path: Path) -> None:
    """No file, no folder, no pack of somebody else's, and no other key; the council's own pack does."""
    with pytest.raises(NotAllowed, match="only signed model packs"):
        bring_in(gguf(tmp_path), settings)
    with pytest.raises(NotSigned):
        bring_in(Council().pack(tmp_path / "other"), settings)
    with pytest.raises(NotAllowed, match="IT has set the key"):
        bring_in(council.pack(tmp_path / "own"), settings, public_key=Council().public_key)
    assert not settings.models_folder.exists()
    assert bring_in(tmp_path / "own" / "packs" / NAME, settings).name == NAME


def test_a_pack_needs_a_key_to_be_checked_by(council: Council, tmp_path: Path) -> None:
    """Where IT names none, one that is given: nobody's own word is taken for who signed."""
    laptop, pack = open_laptop(tmp_path), council.pack(tmp_path)
    with pytest.raises(NotAllowed, match="does not know which key"):
        bring_in(pack, laptop)
    with pytest.raises(NotSigned):
        bring_in(pack, laptop, public_key=Council().public_key)
    with pytest.raises(NotAllowed, match="no model pack"):
        bring_in(gguf(tmp_path), laptop, public_key=council.public_key)
    assert bring_in(pack, laptop, public_key=council.public_key).name == NAME


def test_a_slip_in_the_key_lets_nothing_in_and_starts_nothing(
    settings: Settings, council: Council, tmp_path: Path
) -> None:
    """It is never taken for no key."""
    bring_in(council.pack(tmp_path), settings)
    slip = replace(settings, model_pack_public_key="RWnonsense")
    with pytest.raises(BadPublicKey):
        bring_in(council.pack(tmp_path / "more"), slip)
    assert [one.allowed for one in held(slip) if one.model.name == NAME] == [False]


@pytest.mark.parametrize(
    ("who", "administrator", "may"),
    [
        ("everyone", False, True),
        ("administrators", False, False),
        ("administrators", True, True),
        ("nobody", True, False),
    ],
)
def test_who_may_is_as_it_has_set(
    who: str, administrator: bool, may: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same for bringing in and for taking away; what is here stays."""
    model = bring_in(gguf(tmp_path), open_laptop(tmp_path))
    laptop = open_laptop(tmp_path, who_imports_models=who)
    monkeypatch.setattr(model_packs, "is_administrator", lambda: administrator)
    assert bool(why_not(laptop)) is not may
    if may:
        take_away(model.name, laptop)
        bring_in(tmp_path / "robin.gguf", laptop)
        return
    with pytest.raises(NotAllowed, match="Nothing was changed"):
        take_away(model.name, laptop)
    with pytest.raises(NotAllowed, match="Nothing was changed"):
        bring_in(gguf(tmp_path / "more"), laptop)
    catalogue.verify(model)


@pytest.mark.skipif(os.name != "posix", reason="the superuser is POSIX's")
def test_an_administrator_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the rights of this program."""
    for number, expected in ((0, True), (1000, False)):
        monkeypatch.setattr(os, "geteuid", lambda number=number: number)
        assert model_packs.is_administrator() is expected


def test_a_model_that_is_too_large_is_refused_and_can_be_insisted_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one that is no pack, by the size of its files."""
    monkeypatch.setattr("models.memory_tiers.memory_bytes", lambda: 2 << 30)
    laptop = open_laptop(tmp_path)
    with pytest.raises(TooLittleMemory, match="robin needs a laptop with 4 GB of memory, and this one has 2 GB"):
        bring_in(gguf(tmp_path), laptop)
    model = bring_in(tmp_path / "robin.gguf", laptop, anyway=True)
    assert [one.carried for one in held(laptop) if one.model == model] == [False]


def test_a_withdrawn_model_is_not_copied(settings: Settings, council: Council, tmp_path: Path) -> None:
    """Signed or by itself, and by any of its files; the refusal says whose decision it was."""
    withdrawn = (catalogue.sha256_of(gguf(tmp_path)),)
    signed = replace(settings, withdrawn_models=withdrawn)
    with pytest.raises(ModelWithdrawn, match="IT team has withdrawn this model, so it was not copied"):
        bring_in(council.pack(tmp_path), signed)
    alone = open_laptop(tmp_path)
    with pytest.raises(ModelWithdrawn, match="Nothing was changed"):
        bring_in(tmp_path / "robin.gguf", replace(alone, withdrawn_models=withdrawn))
    recogniser = catalogue.starter("transcriber")
    listed = replace(alone, withdrawn_models=(recogniser.files[1].sha256,))
    with pytest.raises(ModelWithdrawn):
        bring_in(recogniser.path, listed)
    assert not settings.models_folder.exists()
    another = replace(alone, withdrawn_models=("0" * 64,))
    assert bring_in(tmp_path / "robin.gguf", another).sha256 == withdrawn[0]


@pytest.mark.parametrize("make", ["nothing", "letter", "empty"])
def test_what_is_no_model_is_refused(make: str, tmp_path: Path) -> None:
    """In one sentence, whatever it is."""
    path = tmp_path / make
    if make == "letter":
        path.write_text("Dear Sir")
    elif make == "empty":
        path.mkdir()
    with pytest.raises(NotAModel):
        bring_in(path, open_laptop(tmp_path))


def test_only_what_is_here_can_be_taken_away(tmp_path: Path) -> None:
    """One that came with Fairnote stays, and so does everything where the name is unknown."""
    laptop = open_laptop(tmp_path)
    with pytest.raises(NotFound):
        take_away("nobody", laptop)
    with pytest.raises(catalogue.ModelError, match="came with Fairnote"):
        take_away("tiny.en", laptop)
    catalogue.verify(named("tiny.en", laptop))


def test_doctor_tells_what_may_come_in(settings: Settings, tmp_path: Path) -> None:
    """The key, what is here and not signed by it; a key that is none is a fault that IT is shown."""

    def told(laptop: Settings) -> Finding:
        return next(finding for finding in examine(laptop, "0") if finding.key == "model_packs")

    unlocked = open_laptop(tmp_path)
    bring_in(gguf(tmp_path), unlocked)
    assert told(unlocked).fine and "no key is set" in told(unlocked).value
    key = settings.model_pack_public_key
    assert told(settings).value == f"only those that are signed by {key}; not signed by it, and never started: robin"
    slip = told(replace(settings, model_pack_public_key="RWnonsense"))
    assert not slip.fine and "not a minisign public key" in slip.value


# --- what is started


class Started:
    """Which children were started."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.names: list[str] = []
        usual = SpawnedChild.__init__

        def starting(child: SpawnedChild, *args: object, **more: object) -> None:
            self.names.append(str(more.get("name")))
            usual(child, *args, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(SpawnedChild, "__init__", starting)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    return Started(monkeypatch)


def changed_and_hashed_again(pack: Path) -> Path:
    """A pack whose weights somebody changed, with a manifest that says so and a signature that doesn't."""
    flip(pack / f"{NAME}.gguf", 5000)
    told = read_manifest((pack / MANIFEST).read_bytes())
    weights = pack / f"{NAME}.gguf"
    file = catalogue.ModelFile(weights.name, catalogue.sha256_of(weights), weights.stat().st_size)
    (pack / MANIFEST).write_bytes(replace(told, files=(file,)).to_bytes())
    return pack


def put_by_hand(pack: Path, settings: Settings) -> catalogue.InstalledModel:
    """A model that somebody put into the folder of models, past every import, and that claims the best of results."""
    folder = settings.models_folder / NAME
    folder.mkdir(parents=True)
    for path in pack.iterdir():
        shutil.copy(path, folder)
    told: Manifest = read_manifest((pack / MANIFEST).read_bytes())
    catalogue.write_record(folder, told.kind, told.name, told.licence, told.files)
    exams.keep(result_for(told.files[0].sha256), settings.models_folder)
    return catalogue.read_record(folder)


def first_writer(settings: Settings) -> tuple[str, InstalledEngines]:
    """The hash of the model that drafting would ask."""
    engines = installed_engines(settings)
    found = engines.writer()
    assert found is not None
    return found[1].sha256, engines


def test_no_parser_is_started_for_a_model_that_is_not_signed(
    settings: Settings, council: Council, tmp_path: Path, started: Started
) -> None:
    """Changed after it was signed, and put where drafting looks: it is neither brought in nor asked for anything."""
    pack = changed_and_hashed_again(council.pack(tmp_path))
    with pytest.raises(NotSigned):
        bring_in(pack, settings)
    model = put_by_hand(pack, settings)
    sha256, engines = first_writer(settings)
    engines.close()
    assert sha256 == catalogue.starter("writer").sha256 != model.sha256
    assert [one.allowed for one in held(settings) if one.model == model] == [False]
    with pytest.raises(NotFound):
        exams.writer_named(NAME, settings)
    assert started.names == []


def test_without_the_signature_its_parser_would_run(
    settings: Settings, council: Council, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, started: Started
) -> None:
    """The control of the test above: with the check of signatures taken out, llama.cpp is given the changed file."""
    monkeypatch.setattr(pack_signing, "verify", lambda *_: "")
    model = bring_in(changed_and_hashed_again(council.pack(tmp_path)), settings)
    exams.keep(result_for(model.sha256), settings.models_folder)
    sha256, engines = first_writer(settings)
    found = engines.writer()
    assert sha256 == model.sha256 and found is not None
    with pytest.raises(EngineFailed, match="could not be opened: its file is damaged"):
        found[0].complete(HELLO, cancel=Cancellation())
    engines.close()
    assert started.names == ["writer"]


def test_a_signed_model_is_the_one_that_is_used(settings: Settings, council: Council, tmp_path: Path) -> None:
    """With the same result, the only difference is the signature."""
    model = bring_in(council.pack(tmp_path), settings)
    exams.keep(result_for(model.sha256), settings.models_folder)
    sha256, engines = first_writer(settings)
    engines.close()
    assert sha256 == model.sha256


def test_a_starter_of_which_one_file_was_changed_is_not_started(settings: Settings) -> None:
    """Its weights are known, its other files are not: the copy in the folder is passed over for the set-up's own."""
    starter = catalogue.starter("transcriber")
    folder = settings.models_folder / "tiny"
    shutil.copytree(starter.path, folder)
    (folder / "config.json").write_text("{}")
    files = tuple(
        catalogue.ModelFile(file.name, catalogue.sha256_of(folder / file.name), (folder / file.name).stat().st_size)
        for file in starter.files
    )
    catalogue.write_record(folder, "transcriber", "tiny", "MIT", files)
    assert not named("tiny", settings).starter
    assert catalogue.starter("transcriber", (settings.models_folder,)).folder == starter.path
    engines = installed_engines(settings)
    assert engines.starter("transcriber").folder == starter.folder
    shutil.rmtree(folder)
    with pytest.raises(ModelMissing):
        engines.starter("painter")  # type: ignore[arg-type]


# --- packs that IT laid on the laptop for everybody


@pytest.fixture
def for_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The laptop's folder of models for all users, as an installer made it: nobody may write there."""
    folder = tmp_path / "for all"
    folder.mkdir()
    monkeypatch.setattr("scribe.settings.machine_models_folder", lambda: folder)
    return folder


def laid(council: Council, folder: Path) -> Path:
    """A pack as it was made, in a folder of whatever name."""
    made = council.pack(folder.parent / "source")
    shutil.copytree(made, folder / "robin")
    return folder / "robin"


def test_a_signed_pack_is_used_where_it_lies(settings: Settings, council: Council, for_all: Path) -> None:
    """Nothing of it is copied, nothing is written beside it, and its result is this user's own."""
    pack = laid(council, for_all)
    before = {path: path.read_bytes() for path in pack.iterdir()}
    (one,) = [each for each in held(settings) if each.model.name == NAME]
    assert one.model.path == pack / f"{NAME}.gguf" and one.allowed and not one.removable
    exams.keep(result_for(one.model.sha256), settings.models_folder)
    sha256, engines = first_writer(settings)
    engines.close()
    assert sha256 == one.model.sha256
    with pytest.raises(catalogue.ModelError, match="IT put it here for everybody"):
        take_away(NAME, settings)
    assert {path: path.read_bytes() for path in pack.iterdir()} == before
    assert [path.name for path in settings.models_folder.iterdir()] == [exams.FOLDER]


def test_its_exam_travels_as_from_a_pack_that_was_brought_in(
    settings: Settings, council: Council, for_all: Path, tmp_path: Path
) -> None:
    laptop = open_laptop(tmp_path / "packing")
    (tmp_path / "packing").mkdir()
    model = bring_in(gguf(tmp_path), laptop)
    exams.keep(result_for(model.sha256), laptop.models_folder)
    source = replace(model_packs.pack_making.sources_of_installed(model), licence="MIT", needs_gb=1)
    secret = council.secret_key
    model_packs.make_pack(source, for_all, laptop, secret_key=secret, passphrase="", app_version="0.1.0")
    (one,) = [each for each in held(settings) if each.model.name == "robin"]
    assert one.first_use is FirstUse.CHECK


@pytest.mark.parametrize("wrong", ["another's signature", "a changed manifest", "no key", "a link"])
def test_a_pack_that_is_not_proved_is_not_used(
    wrong: str, settings: Settings, council: Council, for_all: Path, tmp_path: Path
) -> None:
    """It isn't listed, and the doctor counts it."""
    pack = laid(Council() if wrong.startswith("another") else council, for_all)
    if wrong == "a changed manifest":
        (pack / MANIFEST).write_bytes((pack / MANIFEST).read_bytes().replace(b'"needs_gb": ', b'"needs_gb": 1'))
    elif wrong == "a link":
        (pack / MANIFEST).rename(tmp_path / "elsewhere")
        (pack / MANIFEST).symlink_to(tmp_path / "elsewhere")
    laptop = replace(settings, model_pack_public_key="") if wrong == "no key" else settings
    assert NAME not in [each.model.name for each in held(laptop)]
    told = next(finding for finding in examine(laptop, "0") if finding.key == "model_packs").value
    assert told.endswith(": 1") and "packs that lie here" in told


def test_weights_that_were_changed_where_they_lie_are_not_opened(
    settings: Settings, council: Council, for_all: Path, started: Started
) -> None:
    """The manifest's hash is compared each time before the file is opened."""
    pack = laid(council, for_all)
    flip(pack / f"{NAME}.gguf", 5000)
    model = named(NAME, settings)
    with pytest.raises(catalogue.ModelDamaged, match="not the one that was checked"):
        catalogue.verify(model)
    exams.keep(result_for(model.sha256), settings.models_folder)
    _, engines = first_writer(settings)
    found = engines.writer()
    assert found is not None
    with pytest.raises(catalogue.ModelError, match="not the one that was checked"):
        found[0].complete(HELLO, cancel=Cancellation())
    engines.close()


def test_where_it_set_a_folder_no_other_is_looked_into(settings: Settings, council: Council, for_all: Path) -> None:
    """Then a limit on who imports can't be got round by whoever makes the other one."""
    laid(council, for_all)
    fenced = replace(settings, locked=frozenset({"models_folder"}))
    assert NAME not in [each.model.name for each in held(fenced)]
    assert first_writer(fenced)[0] == catalogue.starter("writer").sha256


def test_a_withdrawn_one_that_lies_here_is_not_started(settings: Settings, council: Council, for_all: Path) -> None:
    laid(council, for_all)
    model = named(NAME, settings)
    exams.keep(result_for(model.sha256), settings.models_folder)
    assert first_writer(replace(settings, withdrawn_models=(model.sha256,)))[0] != model.sha256


# --- the window's actions


@pytest.fixture
def session(settings: Settings) -> Iterator[Session]:
    with Session(Vault.practice(), settings, InstalledEngines()) as made:
        yield made


def test_what_is_brought_and_taken_is_audited(session: Session, council: Council, tmp_path: Path) -> None:
    """By its hash and its kind; what fails is not."""
    pack = council.pack(tmp_path)
    model = run_here(actions.bring_in_model(session, pack))
    assert [one.model for one in actions.held_models(session) if one.removable] == [model]
    with pytest.raises(NotFound):
        actions.remove_model(session, "nobody")
    actions.remove_model(session, NAME)
    rows = [(row.event, row.subject, dict(row.facts)) for row in session.vault.audit.rows() if "model" in row.event]
    assert rows == [
        ("model brought in", model.sha256, {"kind": "writer"}),
        ("model taken away", model.sha256, {"kind": "writer"}),
    ]
    session.settings = replace(session.settings, who_imports_models="nobody")
    assert actions.why_no_models(session) == model_packs.NOBODY
    with pytest.raises(NotAllowed):
        run_here(actions.bring_in_model(session, pack))
    with pytest.raises(NotFound):
        actions.examine_model(session, model.sha256)
    with pytest.raises(NotFound):
        actions.check_model(session, model.sha256)
    assert len([row for row in session.vault.audit.rows() if "model" in row.event]) == 2


def test_a_model_that_stays_was_not_taken_away(session: Session, council: Council, tmp_path: Path) -> None:
    """What the record says was done, was done."""
    model = run_here(actions.bring_in_model(session, council.pack(tmp_path)))
    (model.folder / "notes.txt").write_text("mine")
    with pytest.raises(catalogue.ModelError, match="other files"):
        actions.remove_model(session, NAME)
    assert not [row for row in session.vault.audit.rows() if row.event == "model taken away"]


# --- the commands


class Line:
    """`fairnote` with these settings, and what it printed."""

    def __init__(self, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.settings, self._patch, self._capsys = settings, monkeypatch, capsys

    def __call__(self, *arguments: object, typed: str = "") -> tuple[int, str, str]:
        self._patch.setattr(commands_models, "load_settings", lambda: self.settings)
        self._patch.setattr("sys.stdin", io.StringIO(typed))
        status = run([str(each) for each in arguments])
        out, err = self._capsys.readouterr()
        assert "Traceback" not in err
        return status, out, err


@pytest.fixture
def fairnote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Line:
    return Line(open_laptop(tmp_path), monkeypatch, capsys)


def test_a_council_makes_keys_and_a_pack_and_a_laptop_takes_it(fairnote: Line, tmp_path: Path) -> None:
    """From nothing to a model on a laptop, by the commands alone."""
    (tmp_path / "keys").mkdir()
    status, out, _ = fairnote("models", "keys", "new", "--to", tmp_path / "keys", typed=PASSPHRASE + "\n")
    key = out.strip().splitlines()[-1]
    secret = tmp_path / "keys" / model_packs.SECRET_KEY
    assert status == 0 and key.startswith("RW") and PASSPHRASE not in out
    if os.name == "posix":
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert pack_signing.needs_passphrase(secret.read_bytes())

    packing = ("models", "pack", gguf(tmp_path / "source"), "--to", tmp_path / "packs", "--key", secret)
    assert fairnote(*packing, typed="a wrong guess\n")[::2] == (
        1, "That passphrase does not open this secret key. Nothing was signed.\n",
    )  # fmt: skip
    assert not (tmp_path / "packs").exists()
    status, out, _ = fairnote(*packing, "--licence", "MIT", "--needs-gb", "8", typed=PASSPHRASE + "\n")
    assert status == 0 and key in out and is_pack(tmp_path / "packs" / "robin")
    told = read_manifest((tmp_path / "packs" / "robin" / MANIFEST).read_bytes())
    assert (told.licence, told.needs_gb, told.exam) == ("MIT", 8, None)

    fairnote.settings = replace(fairnote.settings, model_pack_public_key=key)
    bringing = ("models", "import", tmp_path / "packs" / "robin", "--anyway")
    status, out, _ = fairnote(*bringing)
    assert status == 0 and "Added robin." in out and "fairnote models exam robin" in " ".join(out.split())
    status, out, _ = fairnote(*bringing)
    assert status == 0 and "robin is here already. Nothing was changed." in out
    status, out, _ = fairnote("models", "list", "--json", "-")
    (one,) = [each for each in json.loads(out)["models"] if each["name"] == "robin"]
    assert status == 0 and one["allowed"] and one["needs_gb"] == 8 and one["first_use"] == "whole exam"
    assert fairnote("models", "remove", "robin")[:2] == (0, "Removed robin.\n")
    assert fairnote("models", "remove", "robin")[0] == 1


def test_the_result_of_an_exam_travels_in_the_pack(fairnote: Line, council: Council, tmp_path: Path) -> None:
    """Sat where the pack is made, told where it is brought in, and not believed before it is checked there."""
    model = bring_in(gguf(tmp_path), fairnote.settings)
    exams.keep(result_for(model.sha256), fairnote.settings.models_folder)
    key = tmp_path / "secret.key"
    key.write_bytes(council.secret_key)
    assert fairnote("models", "pack", "robin", "--to", tmp_path / "packs", "--key", key)[0] == 0
    other = open_laptop(tmp_path / "other", model_pack_public_key=council.public_key)
    (tmp_path / "other").mkdir()
    fairnote.settings = other
    status, out, _ = fairnote("models", "import", tmp_path / "packs" / "robin", "--no-check")
    assert status == 0 and "fairnote models check robin" in " ".join(out.split())
    status, out, _ = fairnote("models", "list")
    assert exams.NOT_SAT in out and "can be checked here in 20 seconds: fairnote models check robin" in out
    status, out, err = fairnote("models", "check", "robin")  # no real model: llama.cpp can't open it
    assert status == 1 and err.count("\n") == 1
    exams.keep(result_for(model.sha256), other.models_folder)
    out = fairnote("models", "list")[1]
    assert "may write a section" in out and "came in its pack (27 November 2026, Fairnote 0.1.0)" in out


def test_a_damaged_model_hides_no_other_from_the_list(fairnote: Line, tmp_path: Path) -> None:
    """It is named, with what to do, and the others are listed and can be taken away; work itself stops, as before."""
    settings = fairnote.settings
    bring_in(gguf(tmp_path), settings, anyway=True)
    bring_in(gguf(tmp_path).rename(tmp_path / "wren.gguf"), settings, anyway=True)
    (settings.models_folder / "wren" / catalogue.RECORD).write_text("{")
    status, out, err = fairnote("models", "list")
    assert status == 1 and "robin" in out and "wren" not in out
    assert "The record of the model in wren can't be read" in err and len(err.splitlines()) == 1
    with pytest.raises(ModelDamaged):
        installed_engines(settings).recogniser()
    for command in (("verify",), ("remove", "wren")):
        status, _, err = fairnote("models", *command)
        assert status == 1 and "in wren can't be read" in err
    data = json.loads(fairnote("models", "list", "--json", "-")[1])
    assert data["damaged"] == ["wren"] and "robin" in [one["name"] for one in data["models"]]
    assert fairnote("models", "remove", "robin")[0] == 0 and "robin" not in fairnote("models", "list")[1]
    other = (tmp_path / "wren.gguf").rename(tmp_path / "dove.gguf")
    assert fairnote("models", "import", other, "--anyway")[1].startswith("Added dove.")


def test_the_starters_can_be_packed_each(fairnote: Line, council: Council, tmp_path: Path) -> None:
    """For laptops that get them from IT and not from the set-up."""
    key = tmp_path / "secret.key"
    key.write_bytes(council.secret_key)
    assert fairnote("models", "pack", "--starters", "--to", tmp_path / "packs", "--key", key)[0] == 0
    made = [read_manifest((folder / MANIFEST).read_bytes()) for folder in (tmp_path / "packs").iterdir()]
    assert sorted(each.kind for each in made) == sorted(catalogue.KINDS)
    assert {each.licence for each in made} == {"MIT", "Apache-2.0", "Apache-2.0 and MIT"}


def test_a_model_that_is_not_signed_is_told_of(fairnote: Line, council: Council, tmp_path: Path) -> None:
    """`list` and `verify` say so, and `verify` fails."""
    bring_in(gguf(tmp_path), fairnote.settings)
    assert fairnote("models", "verify")[0] == 0
    fairnote.settings = replace(fairnote.settings, model_pack_public_key=council.public_key)
    status, _, err = fairnote("models", "verify")
    assert status == 1 and "robin" in err and commands_models.NOT_SIGNED in err
    assert commands_models.NOT_SIGNED in fairnote("models", "list")[1]


@pytest.mark.parametrize(
    "arguments",
    [
        ("models", "import", "no such pack"),
        ("models", "import", ".", "--public-key", "nonsense"),
        ("models", "import", ".", "--public-key", "no-such-file.pub"),
        ("models", "remove", "nobody"),
        ("models", "check", "nobody"),
        ("models", "pack", "nobody", "--to", "out", "--key", "none.key"),
        ("models", "pack", "--to", "out", "--key", "none.key"),
        ("models", "pack", "SmolLM2-135M-Instruct", "--to", "out", "--key", "none.key"),
        ("models", "keys", "new", "--to", "no such folder"),
        ("models", "keys", "new", "--to", "."),
    ],
    ids=" ".join,
)
def test_what_can_not_be_done_is_one_sentence(
    arguments: tuple[str, ...], fairnote: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An exit status, and nothing made."""
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    status, out, err = fairnote(*arguments)
    assert status == 1 and out == "" and err.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_a_key_is_never_written_over_and_needs_a_passphrase_worth_the_name(tmp_path: Path) -> None:
    """Whoever loses the secret key can sign nothing that laptops take."""
    with pytest.raises(PassphraseTooShort):
        model_packs.new_keys(tmp_path, "short")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / model_packs.PUBLIC_KEY).write_text("another")
    with pytest.raises(FairnoteError, match="already a file"):
        model_packs.new_keys(tmp_path, PASSPHRASE)
    assert [path.name for path in tmp_path.iterdir()] == [model_packs.PUBLIC_KEY]
    (tmp_path / model_packs.PUBLIC_KEY).unlink()
    model_packs.new_keys(tmp_path, PASSPHRASE)
    before = (tmp_path / model_packs.SECRET_KEY).read_bytes()
    with pytest.raises(FairnoteError, match="already a file"):
        model_packs.new_keys(tmp_path, PASSPHRASE)
    assert (tmp_path / model_packs.SECRET_KEY).read_bytes() == before


def test_ctrl_d_at_the_secret_keys_passphrase_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No key is made, and that is told in a sentence."""

    def end_of_file(_: str) -> str:
        raise EOFError

    monkeypatch.setattr("getpass.getpass", end_of_file)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    assert run(["models", "keys", "new", "--to", str(tmp_path)]) == 1
    assert capsys.readouterr().err.strip() == commands_models.NO_PASSPHRASE
    assert not list(tmp_path.iterdir())
