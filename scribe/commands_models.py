"""What each command about models does: list, verify, examine, bring in, remove, and make signed packs of them."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from models import catalogue, memory_tiers, pack_making, pack_signing
from models.catalogue import InstalledModel
from models.errors import ModelError
from models.pack_making import Sources
from scribe import exams, first_use, model_packs, model_record
from scribe.command_parsers import Subparsers, add, group, json_option, version
from scribe.errors import FairnoteError, FileRefused, NotFound
from scribe.first_use import FirstUse
from scribe.jobs import Job, JobContext
from scribe.model_packs import HeldModel
from scribe.named_files import Result, existing, text_of
from scribe.session import device_of
from scribe.settings import Settings, load_settings
from scribe.terminal import run_alone, say
from scribe.withdrawn_models import refuse_withdrawn

NOT_SIGNED = "is not signed by the key that IT has set, so it is not used"
NOT_CARRIED = "this laptop has less"
NO_PASSPHRASE = "The secret key's passphrase was not given. Nothing was done. Run this in a terminal."
NOT_ALIKE = "The two passphrases are not alike. No key was made."
WHAT_TO_PACK = "Say which model is to be packed, or give --starters. Nothing was done."
NO_SUCH_FOLDER = "There is no folder of that name to put the keys in. No key was made."
NOT_A_KEY = "The public key could not be read as text. Nothing was opened or copied."


def add_to(subs: Subparsers) -> None:
    """Those on models, their packs and the keys of packs."""
    models = group(subs, "models", "the models on this laptop")
    listed = add(models, "list", models_list, "which there are", "fairnote models list")
    json_option(listed)
    add(models, "verify", models_verify, "are their files whole", "fairnote models verify")
    sit = add(
        models,
        "exam",
        models_exam,
        "find out on this laptop what a language model may be asked to do",
        "fairnote models exam SmolLM2-135M-Instruct",
    )
    sit.add_argument("name", nargs="?", metavar="NAME", help="see: fairnote models list (the one that is used)")
    sit.add_argument("--smoke", action="store_true", help="a short run of seconds, to see that it works; not kept")
    json_option(sit)
    check = add(
        models,
        "check",
        models_check,
        "see in 20 seconds whether a model does here what the result in its pack says",
        "fairnote models check Qwen3-4B-Instruct",
    )
    check.add_argument("name", metavar="NAME", help="see: fairnote models list")
    bring = add(
        models,
        "import",
        models_import,
        "add one: a signed pack, or where policy names no key a model by itself",
        "fairnote models import Qwen3-4B-Instruct/",
    )
    bring.add_argument("path", metavar="PATH", help="a pack's folder, a CTranslate2 folder or a GGUF file")
    bring.add_argument(
        "--public-key", metavar="KEY", help="the minisign public key, or its file, where policy has none"
    )
    bring.add_argument("--anyway", action="store_true", help="even if it needs more memory than this laptop has")
    bring.add_argument("--no-check", action="store_true", help="leave the short check of a language model for later")
    remove = add(models, "remove", models_remove, "remove one", "fairnote models remove small.en")
    remove.add_argument("name", metavar="NAME", help="see: fairnote models list")
    _add_packs(models)


def _add_packs(models: Subparsers) -> None:
    pack = add(
        models,
        "pack",
        models_pack,
        "make a signed pack of a model, with the result of its exam on this laptop",
        "fairnote models pack small.en/ --to packs/ --key fairnote-packs.key --licence MIT",
    )
    pack.add_argument(
        "model",
        nargs="?",
        metavar="FOLDER",
        help="a CTranslate2 folder, a GGUF file, or the name of a model on this laptop",
    )
    pack.add_argument("--starters", action="store_true", help="the models that come with Fairnote, a pack each")
    pack.add_argument("--to", required=True, metavar="FOLDER", help="where the pack's folder is made")
    pack.add_argument("--key", required=True, metavar="FILE", help="minisign secret key; its passphrase is asked for")
    pack.add_argument("--licence", metavar="TEXT", help="the model's licence, for example Apache-2.0")
    pack.add_argument(
        "--needs-gb", type=_gigabytes, default=0, metavar="N", help="GB of memory that a laptop needs for it"
    )
    keys = group(models, "keys", "the keys that packs are signed with")
    new = add(
        keys,
        "new",
        keys_new,
        "make a key pair; the secret key is encrypted by a passphrase",
        "fairnote models keys new --to keys/",
    )
    new.add_argument("--to", required=True, metavar="FOLDER", help="a folder that is there, and that only you can read")


def _gigabytes(text: str) -> int:
    """GB of memory of a laptop."""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 1024:
        return int(text)
    raise argparse.ArgumentTypeError("give a whole number of GB, from 1 to 1024")


def models_list(options: argparse.Namespace) -> int:
    """Which models are on this laptop, what each needs, and what it may do. 1 where one of them is damaged."""
    settings = load_settings()
    result = Result(options.json)
    held, damaged = model_packs.held(settings), model_packs.damaged(settings)
    if not result.is_standard_output:
        say(f"This laptop has {memory_tiers.laptop_gb()} GB of memory.")
        for one in held:
            _print_held(one)
    listed = {"models": [_held_json(one) for one in held], "damaged": [one.name for one in damaged]}
    result.write({"laptop_gb": memory_tiers.laptop_gb(), **listed})
    return _told(damaged)


def _told(damaged: Sequence[catalogue.DamagedRecord]) -> int:
    """Say which models are damaged: 1 where any is."""
    for one in damaged:
        print(one.sentence, file=sys.stderr)
    return 1 if damaged else 0


def models_exam(options: argparse.Namespace) -> int:
    """Examine a language model on this laptop, and keep what it may be asked to do."""
    from scribe.exam_report import lines, report

    settings = load_settings()
    folder = settings.models_folder
    usable = exams.usable(settings) if options.name is None else ()
    model = usable[0] if usable else exams.writer_named(options.name, settings)
    refuse_withdrawn(model, settings.withdrawn_models)
    result = Result(options.json)
    found = run_alone(exams.examine(model, folder, smoke=options.smoke, device=device_of(settings)))
    if not result.is_standard_output:
        say(f"{model.name} {exams.told(found)}.")
        for line in lines(found):
            print(line)
        say(exams.NO_SECTIONS)
    result.write(report(model.name, found))
    return 0


def models_check(options: argparse.Namespace) -> int:
    """The short check of a model whose pack brings the result of its exam."""
    settings = load_settings()
    _check(model_packs.usable_named(options.name, settings), settings)
    return 0


def models_verify(options: argparse.Namespace) -> int:
    """Whether the models' files are the ones that were recorded, and signed as IT asks."""
    settings = load_settings()
    held, damaged = model_packs.held(settings), model_packs.damaged(settings)
    worst = _told(damaged)
    for one in held:
        try:
            catalogue.verify(one.model)
            if not one.allowed:
                raise ModelError(f"Its files are whole, but it {NOT_SIGNED}.")
            print(f"{one.model.name}: whole")
        except ModelError as error:
            print(f"{one.model.name}: {error}", file=sys.stderr)
            worst = 1
    if not held and not damaged:
        print("No models are on this laptop.", file=sys.stderr)
    return worst if held else 1


def models_import(options: argparse.Namespace) -> int:
    """Copy a pack or a model to this laptop, checked; a language model's short check follows."""
    settings = load_settings()
    path, key = existing(options.path), _public_key(options.public_key)

    def work(context: JobContext) -> InstalledModel:
        return model_packs.bring_in(
            path,
            settings,
            public_key=key,
            anyway=options.anyway,
            on_progress=context.progress,
            cancel=context.cancel,
        )

    before = {one.folder for one in catalogue.installed((settings.models_folder,), past_damaged=True)}
    model = run_alone(Job("import", "models", work, lambda _: None))
    if model.folder in before:
        print(f"{model.name} is here already. Nothing was changed.")
    else:
        print(f"Added {model.name}.")
        _tell(model_record.BROUGHT, model)
    match first_use.first_use(model, settings):
        case FirstUse.CHECK if not options.no_check:
            _check(model, settings)
        case FirstUse.CHECK:
            say(f"It is used when it has passed its check here: fairnote models check {model.name}")
        case FirstUse.EXAM:
            say(f"It is used when it has sat the exam here, which takes minutes: fairnote models exam {model.name}")
        case _:
            pass
    return 0


def models_remove(options: argparse.Namespace) -> int:
    """Remove a model that was brought to this laptop."""
    model = model_packs.take_away(options.name, load_settings())
    print(f"Removed {model.name}.")
    _tell(model_record.TAKEN_AWAY, model)
    return 0


def models_pack(options: argparse.Namespace) -> int:
    """Make a signed pack of a model, or of each that comes with Fairnote."""
    settings = load_settings()
    sources = _starters() if options.starters else (_source(options, settings),)
    secret = pack_making.read_secret_key(Path(options.key))
    passphrase = _passphrase("Passphrase of the secret key: ") if pack_signing.needs_passphrase(secret) else ""
    for source in sources:

        def work(context: JobContext, source: Sources = source) -> tuple[Path, str]:
            return model_packs.make_pack(
                source,
                Path(options.to),
                settings,
                secret_key=secret,
                passphrase=passphrase,
                app_version=version(),
                on_progress=context.progress,
                cancel=context.cancel,
            )

        folder, public_key = run_alone(Job("pack", "models", work, lambda _: None))
        print(f"Made {folder}. Its signature is verified by: {public_key}")
    return 0


def keys_new(options: argparse.Namespace) -> int:
    """Make a key pair for a council."""
    folder = Path(options.to)
    if not folder.is_dir():
        raise FileRefused(NO_SUCH_FOLDER)
    passphrase = _passphrase("A passphrase for the new key: ")
    if sys.stdin.isatty() and passphrase != _passphrase("The same once more: "):
        raise FileRefused(NOT_ALIKE)
    line = model_packs.new_keys(folder, passphrase)
    say(f"Made {folder / model_packs.SECRET_KEY}. Keep it and its passphrase apart, and off workers' laptops.")
    say("Set this public key by policy as model_pack_public_key:")
    print(line)
    return 0


def _print_held(one: HeldModel) -> None:
    model = one.model
    size = f"{model.size_bytes / 1e6:6.0f} MB"
    needs = f"needs {one.needs_gb} GB" + ("" if one.carried else f": {NOT_CARRIED}")
    print(f"{model.kind:14} {model.name:28} {size}  {model.licence:12} {model.sha256[:16]}  {needs}")
    if not one.allowed:
        print(f"{'':14} {NOT_SIGNED}")
        return
    if one.standing:
        print(f"{'':14} {one.standing}")
    if one.came_with_it:
        brought = one.came_with_it
        print(f"{'':14} that result came in its pack ({brought.on:%d %B %Y}, Fairnote {brought.app_version})")
    if one.first_use is FirstUse.CHECK:
        print(f"{'':14} can be checked here in 20 seconds: fairnote models check {model.name}")


def _held_json(one: HeldModel) -> dict[str, object]:
    model = one.model
    return {
        "kind": model.kind,
        "name": model.name,
        "bytes": model.size_bytes,
        "licence": model.licence,
        "sha256": model.sha256,
        "needs_gb": one.needs_gb,
        "carried": one.carried,
        "allowed": one.allowed,
        "first_use": one.first_use.value,
        "standing": one.standing or None,
        "removable": one.removable,
    }


def _check(model: InstalledModel, settings: Settings) -> None:
    checked = run_alone(first_use.check(model, settings))
    if checked.result is not None:
        say(f"Checked here with {checked.answers} answers in {checked.seconds:.0f} seconds: as its pack says.")
        say(f"{model.name} {exams.told(checked.result)}.")
    else:
        (one,) = [each for each in model_packs.held(settings) if each.model == model]
        say(f"{model.name} {one.standing}.")


def _tell(event: str, model: InstalledModel) -> None:
    if not model_record.tell_system_log(event, model):
        print(model_record.NOT_LOGGED, file=sys.stderr)


def _source(options: argparse.Namespace, settings: Settings) -> Sources:
    """The model that is to be packed: in a folder or file, else one of this name that is here."""
    if options.model is None:
        raise FileRefused(WHAT_TO_PACK)
    try:
        found = pack_making.sources_of(existing(options.model))
    except FairnoteError:
        found = pack_making.sources_of_installed(_installed(options.model, settings))
    return replace(found, licence=options.licence or found.licence, needs_gb=options.needs_gb or found.needs_gb)


def _installed(name: str, settings: Settings) -> InstalledModel:
    try:
        return model_packs.named(name, settings)
    except NotFound:
        raise NotFound("There is no file or folder, and no model on this laptop, of that name.") from None


def _starters() -> tuple[Sources, ...]:
    return tuple(pack_making.sources_of_installed(catalogue.starter(kind)) for kind in catalogue.KINDS)


def _public_key(given: str | None) -> str:
    """The key itself, or what is in the file of that name."""
    if not given:
        return ""
    return text_of(given, NOT_A_KEY) if Path(given).suffix == ".pub" else given


def _passphrase(ask: str) -> str:
    """Asked for in a terminal, else the next line of standard input: never an argument, which others could see."""
    if sys.stdin.isatty():
        try:
            return getpass.getpass(ask)
        except EOFError:  # Ctrl-D
            raise FileRefused(NO_PASSPHRASE) from None
    line = sys.stdin.readline()
    if not line.strip():
        raise FileRefused(NO_PASSPHRASE)
    return line.rstrip("\r\n")
