"""Every parser of bytes that Fairnote didn't make, as a function that may refuse them and nothing else."""

from __future__ import annotations

import contextlib
import json
import pickle
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from tests.easyread.papers import WORD, pdf, said, word, zipped
from tests.fuzz.target import SCRATCH, Target, file_of
from tests.fuzz.targets_kept import KEPT

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "resources"
KEY, RECORDING = bytes(32), "r1"


# --- documents


def _document(data: bytes, ending: str) -> None:
    from easyread.reading_child import DocumentOpener
    from models.progress import Cancellation

    opener = DocumentOpener()
    found = opener.open(data, ending, send=_nowhere, cancel=Cancellation())
    for number in found.pictures[:2]:
        opener.picture(number, send=_nowhere, cancel=Cancellation())
    assert found.source is None or found.source.text.strip()


def _nowhere(_: object) -> None:
    pass


DOCX_PARTS = ("document", "styles", "numbering", "footnotes", "endnotes", "comments", "header1")
ODT_PARTS = ("content.xml", "styles.xml", "META-INF/manifest.xml")


def _docx(data: bytes) -> None:
    """A whole zip; or (its first byte says which) one part of a document whose other parts are whole."""
    if data[:2] == b"PK":
        _document(data, ".docx")
        return
    parts: dict[str, str | bytes] = {f"word/{name}.xml": xml for name, xml in _word_parts().items()}
    parts[f"word/{DOCX_PARTS[(data or b'0')[0] % len(DOCX_PARTS)]}.xml"] = data[1:]
    _document(zipped(parts), ".docx")


def _word_parts() -> dict[str, str]:
    listed = "<w:pPr><w:pStyle w:val='a'/><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>"
    table = f"<w:tbl><w:tr><w:tc>{said('One')}</w:tc><w:tc>{said('Two')}</w:tc></w:tr></w:tbl>"
    body = said("You can appeal.") + said("First", listed) + table
    level = "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>"
    return {
        "document": f"<w:document {WORD}><w:body>{body}</w:body></w:document>",
        "styles": f"<w:styles {WORD}><w:style w:styleId='a'><w:name w:val='heading 1'/></w:style></w:styles>",
        "numbering": f"<w:numbering {WORD}><w:abstractNum w:abstractNumId='0'>{level}</w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>",
        "footnotes": f"<w:footnotes {WORD}><w:footnote w:id='1'>{said('Note')}</w:footnote></w:footnotes>",
    }


def _docx_seeds() -> list[bytes]:
    numbers = {name: bytes([at]) for at, name in enumerate(DOCX_PARTS)}
    return [word(said("You can appeal.")), *(numbers[name] + xml.encode() for name, xml in _word_parts().items())]


def _odt(data: bytes) -> None:
    if data[:2] == b"PK":
        _document(data, ".odt")
        return
    parts = _odt_parts()
    parts[ODT_PARTS[(data or b"0")[0] % len(ODT_PARTS)]] = data[1:]
    _document(zipped(parts), ".odt")


def _odt_parts() -> dict[str, str | bytes]:
    office = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    )
    body = (
        "<text:h text:outline-level='1'>Rights</text:h><text:p>You can <text:span>appeal</text:span>.</text:p>"
        "<text:list><text:list-item><text:p>First</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>One</text:p></table:table-cell></table:table-row></table:table>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    entry = f"<manifest:file-entry manifest:full-path='/' manifest:media-type='{kind}'/>"
    return {
        "mimetype": kind,
        "content.xml": f"<office:document-content {office}><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>",
        "styles.xml": f"<office:document-styles {office}><office:styles/></office:document-styles>",
        "META-INF/manifest.xml": f"<manifest:manifest {office}>{entry}</manifest:manifest>",
    }


def _odt_seeds() -> list[bytes]:
    parts = _odt_parts()
    return [zipped(parts), *(bytes([at]) + str(parts[name]).encode() for at, name in enumerate(ODT_PARTS))]


def _letters() -> list[bytes]:
    return [path.read_bytes()[:4000] for path in sorted((ROOT / "tests/easyread/letters").glob("*.txt"))]


HTML = b"<!doctype html><html><head><title>t</title><style>p{}</style></head><body><h1>Rights</h1><p>You <b>can</b> \
appeal&nbsp;now &#163;5.</p><ul><li>First<ol><li>Second</ol></ul><table><tr><th>a<td>b</table><script>x</script>"
RTF = rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}{\pard\b Rights\b0\par You can appeal \'a35 \u8364?.\par}\
{\*\listtable{\list\listid1}}{\trowd\cellx100 One\cell Two\cell\row}{\pict\wmetafile8 0102}\bin3 abc}"


def _pictures() -> list[bytes]:
    import io

    from PIL import Image

    made = []
    for kind in ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF"):
        file = io.BytesIO()
        Image.new("P" if kind == "GIF" else "RGB", (40, 30), 7).save(file, kind)
        made.append(file.getvalue())
    file = io.BytesIO()
    Image.new("LA", (30, 30), (9, 9)).save(file, "PNG")
    return [*made, file.getvalue()]


def _photograph(data: bytes) -> None:
    from easyread.picture_import import read_picture

    with file_of(data, "picture.png") as path:
        read_picture(path)


def _svg(data: bytes) -> None:
    from easyread.plain_svg import plain_svg

    plain_svg(data)


def _svgs() -> list[bytes]:
    ours = sorted((RESOURCES / "easyread" / "pictures").rglob("*.svg"))[:4]
    head = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
    inside = (
        b'<defs><clipPath id="a"/></defs><g style="fill:url(#a)"><use xlink:href="#a"/><path d="M0 0h9"/></g></svg>'
    )
    return [head + inside, *(path.read_bytes() for path in ours if path.stat().st_size < 8_000)]


def _seen(data: bytes) -> None:
    """The dots of a page that a document's child hands to the recogniser of words: how many, and how wide."""
    from models.ocr_engine import _image
    from models.page_text import PagePicture

    width, height = (int.from_bytes(data[at : at + 2], "little", signed=True) for at in (0, 2))
    _image(PagePicture(data[4:], width, height))


# --- sound


def _sound(data: bytes) -> None:
    from scribe.audio_reader import SoundReader

    with file_of(data, "sound") as path, SoundReader(path) as reader:
        assert reader.seconds() >= 0
        for number, piece in enumerate(reader.pcm()):
            assert len(piece) % 2 == 0
            if number > 600:  # a file of a few thousand bytes may say honestly that it holds an hour of silence
                return
        assert len(reader.sha256()) == 64


def _sounds() -> list[bytes]:
    import av
    import numpy as np

    made = []
    kinds = "wav pcm_s16le, flac flac, mp3 libmp3lame, ogg libvorbis, ogg libopus, mp4 aac, matroska flac, \
aiff pcm_s16be, caf pcm_s16le, w64 pcm_s16le"
    for kind, codec in (each.split() for each in kinds.split(",")):
        with tempfile.NamedTemporaryFile(dir=SCRATCH) as file, contextlib.suppress(Exception):
            with av.open(file.name, "w", format=kind) as out:
                stream = out.add_stream(codec, rate=16_000)
                frame = av.AudioFrame.from_ndarray(np.zeros((1, 1600), np.int16), format="s16", layout="mono")
                frame.sample_rate = 16_000
                for packet in (*stream.encode(frame), *stream.encode(None)):
                    out.mux(packet)
            made.append(Path(file.name).read_bytes())
    return made


def _frames(data: bytes) -> None:
    from scribe.audio_store import EncryptedAudio

    with file_of(data, "r1.fna") as path:
        audio = EncryptedAudio(path, KEY, RECORDING)
        state = audio.state
        heard = sum(len(pcm) for pcm in audio.frames())
        assert heard == round(state.seconds * 16_000) * 2
        audio.open_beside(1, data[:64])
        assert path.read_bytes() == data, "a file with sound was changed by reading it"


def _frame_files() -> list[bytes]:
    from scribe.audio_store import AudioWriter

    made = []
    for samples in (100, 4_000, 9_000):
        with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
            path = Path(folder) / "a"
            with AudioWriter(path, KEY, RECORDING, fsync=False) as writer:
                writer.write(bytes(2 * samples))
            made.append(path.read_bytes())
    return made


# --- what other programs and people write


def _transcript(data: bytes) -> None:
    from scribe.notes.shapes import material_from_text
    from scribe.transcript_json import read_transcript_json

    read_transcript_json(data)
    with contextlib.suppress(UnicodeDecodeError):
        material_from_text(data.decode())


def _transcripts() -> list[bytes]:
    whole: dict[str, Any] = {
        "people": [{"id": "S1", "name": "Amina Begum", "role": "person", "pronouns": "she"}],
        "turns": [
            {"id": "t1", "speaker": "S1", "start": 0.0, "end": 2.5, "text": "I fell.", "manner": "dictated",
             "words": [{"text": "I", "start": 0.0, "end": 0.2, "confidence": 0.9}]},
        ],
        "jottings": [{"id": "j1", "at": 1.0, "manner": "seen", "text": "Steep stairs"}],
        "audio": {"seconds": 9.0, "sha256": "0" * 64}, "model": {"name": "m", "sha256": "", "compute": "int8"},
        "gaps": [{"start": 3.0, "end": 4.0, "why": "paused"}],
        "doubts": [{"turn": "t1", "from_word": 0, "to_word": 1, "why": "low confidence"}],
    }  # fmt: skip
    least = b'{"turns": [{"speaker": "S1", "start": 0, "end": 2, "text": "I fell."}]}'
    return [json.dumps(whole).encode(), least, least.decode().encode("utf-16")]


def _talk(data: bytes) -> None:
    from scribe.evaluated_talks import read_talks

    with file_of(data, "talk.json") as path:
        read_talks(str(path.parent))


def _mapping(data: bytes) -> None:
    from scribe.evaluated_talks import read_mapping

    with file_of(data, "map.toml") as path:
        read_mapping(str(path))


MAPPING = b'[[a]]\ntext = "x"\nturns = [[2, 3], [7]]\n[[a]]\ntext="y"\nsaid=false'


def _template(data: bytes) -> None:
    from scribe.notes.templates import check, refused, templates

    with file_of(data, "ours.toml") as path:
        wrong = check(path)
        known = templates(path.parent)
        assert bool(wrong) == (len(refused(path.parent)) == 1), (wrong, [each.id for each in known])


def _word_file(data: bytes) -> None:
    from easyread.word_files import _CHECKS, of_council

    names = sorted(_CHECKS)
    name = names[(data or b"0")[0] % len(names)]
    with file_of(data[1:], f"{name}.toml") as path:
        of_council(name, path.parent)


def _word_files() -> list[bytes]:
    from easyread.word_files import _CHECKS

    return [bytes([at]) + _beginning(name).encode() for at, name in enumerate(sorted(_CHECKS))]


def _beginning(name: str) -> str:
    """As much of a word file as is whole TOML again, from about 1,500 letters on."""
    lines = (RESOURCES / "easyread" / f"{name}.toml").read_text("utf-8").splitlines(keepends=True)
    text = ""
    for line in lines:
        text += line
        if len(text) > 1_500:
            for ending in ("", "]\n"):
                with contextlib.suppress(tomllib.TOMLDecodeError):
                    tomllib.loads(text + ending)
                    return text + ending
    return text


def _concepts(data: bytes) -> None:
    """A council's own table of what has which picture, and a line that is looked up in it."""
    from easyread.concepts import OWN_TABLE, concepts, named

    with file_of(data, OWN_TABLE) as path:
        named("You can bring a dog to the panel.", concepts(path.parent))


CONCEPTS = b'[dog]\nwords = ["dog", "guide dog"]\npicture = "own:dog"\nalt = "A dog"\npriority = 7\n'


def _known_words(data: bytes) -> None:
    from scribe.known_words import words_of_file

    with file_of(data, "words.txt") as path:
        words_of_file(path)


def _own_glossary(data: bytes) -> None:
    """A council's glossary, put over ours and looked for in a text."""
    from easyread.glossary import _glossary
    from easyread.word_files import of_council

    with file_of(data, "glossary.toml") as path:
        of_council("glossary", path.parent)  # nothing is made of one that is refused
        _glossary.cache_clear()
        _glossary(path.parent)


GLOSSARY = (
    b'terms = [{word = "panel", meaning = "a group of people", also = ["board"], part = "noun", unless = ["solar"]}]'
)


def _settings(data: bytes) -> None:
    from scribe.settings import load_settings

    with file_of(data, "settings.json") as path:
        load_settings(policy=path, user=path.parent / "none")
        load_settings(policy=path.parent / "none", user=path)


def _settings_seeds() -> list[bytes]:
    from scribe.settings import TABLE

    values = {"int": 100, "str": "on", "Path": "/tmp/models", "Path | None": None}
    return [json.dumps({name: values.get(str(row.type), "on")}).encode() for name, row in TABLE.items()]


def _vault_description(data: bytes) -> None:
    from scribe.vault_folder import VaultFiles, read_description

    with file_of(data, "vault.json") as path:
        files = VaultFiles(path.parent)
        files.database.write_bytes(b"x")
        read_description(files)
        assert files.description.read_bytes() == data


def _vault_descriptions() -> list[bytes]:
    from dataclasses import asdict

    from scribe.keys import MemoryHolder
    from scribe.vault_folder import new_description

    return [json.dumps(asdict(new_description(MemoryHolder())) | {"complete": True}).encode()]


# --- models


def _exam(data: bytes) -> None:
    from models.exam_items import Task, read_items

    tasks = list(Task)
    task = tasks[(data or b"0")[0] % len(tasks)]
    with file_of(data[1:], f"{task}.toml") as path:
        read_items(path, task)


def _exams() -> list[bytes]:
    from models.exam_items import Task

    found = []
    for at, task in enumerate(Task):
        text = (RESOURCES / "exam" / f"{task}.toml").read_text("utf-8")
        found.append(bytes([at]) + "[[items]]".join(text.split("[[items]]")[:3]).encode())
    return found


def _exam_result(data: bytes) -> None:
    """What an exam found, as it is kept beside the models: it is used, or there is none."""
    from scribe.exams import FOLDER, result_of, standing

    with file_of(data, f"{'0' * 64}.json") as path:
        (path.parent / FOLDER).mkdir()
        path.rename(path.parent / FOLDER / path.name)
        assert result_of("0" * 64, path.parent) is None, "an exam that nobody sat"
        assert standing("0" * 64, path.parent)


def _exam_results() -> list[bytes]:
    from scribe.records import to_json
    from tests.notes.exam_results import result

    return [to_json(result()).encode()]


def _gguf(data: bytes) -> None:
    """A language model's file that is brought in: what isn't refused is copied as it is."""
    from models.catalogue import import_model

    with file_of(data, "model.gguf") as path:
        assert import_model(path, path.parent / "into").path.read_bytes() == data


def _whisper_settings(data: bytes) -> None:
    """The settings of a recogniser that is brought in."""
    from models.catalogue import import_model

    with file_of(data, "config.json") as path:
        for name in ("model.bin", "tokenizer.json"):
            (path.parent / name).write_bytes(b"x")
        import_model(path.parent, path.parent / "into")


def _record(data: bytes) -> None:
    """What stands beside a model that was brought in."""
    from models.catalogue import RECORD, installed, verify

    with file_of(data, RECORD) as path:
        kept = path.parent / "models" / "one"
        kept.mkdir(parents=True)
        path.rename(kept / RECORD)
        for model in installed((kept.parent,)):
            if model.folder == kept:
                verify(model)


def _record_seeds() -> list[bytes]:
    files = [{"name": "w.gguf", "sha256": "0" * 64, "size_bytes": 3}]
    return [json.dumps({"kind": "writer", "name": "w", "licence": "MIT", "files": files}).encode()]


def _message(data: bytes) -> None:
    """What a child says that a hostile file took over."""
    from models.facts import unpack

    unpack(data)


def _messages() -> list[bytes]:
    from models.child import Failed, Finished, Interim
    from models.page_text import PagePicture

    facts = (Finished(1, {"a": (1, 2.5, None)}), Failed(2, "models.errors", "EngineFailed", "No."),
             Interim(3, b"xx"), PagePicture(b"x", 1, 1), [1, "two", {3}, frozenset((4,))])  # fmt: skip
    return [pickle.dumps(fact, protocol) for fact in facts for protocol in (4, 5)]


TARGETS: dict[str, Target] = {
    "docx": Target(_docx, _docx_seeds),
    "odt": Target(_odt, _odt_seeds),
    "pdf": Target(lambda data: _document(data, ".pdf"), lambda: [pdf("= Rights\nYou can appeal. #table[a]")], 40_000),
    "html": Target(lambda data: _document(data, ".html"), lambda: [HTML]),
    "rtf": Target(lambda data: _document(data, ".rtf"), lambda: [RTF]),
    "text": Target(lambda data: _document(data, ".txt"), _letters),
    "picture": Target(lambda data: _document(data, ".png"), _pictures),
    "photograph": Target(_photograph, _pictures),
    "page-picture": Target(_seen, lambda: [b"\x04\0\x03\0" + bytes(12)], 4_096),
    "svg": Target(_svg, _svgs),
    "sound": Target(_sound, _sounds),
    "frames": Target(_frames, _frame_files, 40_000),
    "transcript": Target(_transcript, _transcripts),
    "talk": Target(_talk, _transcripts),
    "mapping": Target(_mapping, lambda: [MAPPING]),
    "template": Target(_template, lambda: [(RESOURCES / "templates" / "case-note.toml").read_bytes()]),
    "word-file": Target(_word_file, _word_files),
    "picture-table": Target(_concepts, lambda: [CONCEPTS], 2_048),
    "known-words": Target(_known_words, lambda: [b"# names\nBegum\nHawthorn = haw thorn\n"]),
    "glossary": Target(_own_glossary, lambda: [GLOSSARY], 2_048),
    "settings": Target(_settings, _settings_seeds, 4_096),
    "vault-description": Target(_vault_description, _vault_descriptions, 4_096),
    "exam": Target(_exam, _exams),
    "exam-result": Target(_exam_result, _exam_results, 4_096),
    "gguf": Target(_gguf, lambda: [b"GGUF\x03\0\0\0"], 4_096),
    "whisper-settings": Target(_whisper_settings, lambda: [b'{"vocab": [1, "two"]}'], 4_096),
    "model-record": Target(_record, _record_seeds, 4_096),
    "message": Target(_message, _messages, 4_096),
    **KEPT,
}  # fmt: skip
"""By name."""
