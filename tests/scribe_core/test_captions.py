"""Captions hold the approved words, all of them, in their order, at their times; a real player reads them so."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from pathlib import Path

import av
import pytest

from scribe import review
from scribe.document_text import PRACTICE, BlockKind
from scribe.errors import FileRefused
from scribe.export import export, verify_file
from scribe.export_captions import LINE_CHARACTERS, LINES, LONGEST_SECONDS
from scribe.review_actions import change
from scribe.transcript_document import current
from scribe.vault import Vault
from scribe.visit import Document, Gap, Manner, Person, PersonId, Role, Transcript, Word
from tests.scribe_core.make import V1, a_visit, approve_all, with_document
from tests.scribe_core.talks import a_doubtful_talk, a_talk, turn, with_talk

BOTH = ("vtt", "srt")
TIMES = re.compile(r"(\d\d):(\d\d):(\d\d)[.,](\d{3}) --> (\d\d):(\d\d):(\d\d)[.,](\d{3})")
LONG = (
    "I slipped in the bathroom last Tuesday. No, sorry, it was Wednesday, because the nurse comes on Wednesdays and "
    "she found me there, and then we waited for a very long time until somebody came with a chair, and I sat down."
)
HOSTILE = ("a --> b", "<b>tea</b> & #toast &amp; </v> <00:01.000>", "مرحبا بك", "12", "NOTE 1", "WEBVTT", "--")


@dataclass
class Read:
    """A caption as it is in a file."""

    start: float
    end: float
    lines: list[str]

    @property
    def words(self) -> str:
        """As a person reads it."""
        return " ".join(self.lines)


def captions(path: Path) -> list[Read]:
    """Every caption of a file, by a reader that knows only how the two formats are laid out."""
    found = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        if path.suffix == ".srt":
            assert lines.pop(0) == str(len(found) + 1)
        elif lines[0].startswith(("WEBVTT", "NOTE")):
            assert "-->" not in block
            continue
        times = TIMES.fullmatch(lines.pop(0))
        assert times and lines and all(lines), block
        h, m, s, ms, *end = (int(part) for part in times.groups())
        seconds = (h * 3600 + m * 60 + s + ms / 1000, end[0] * 3600 + end[1] * 60 + end[2] + end[3] / 1000)
        found.append(Read(*seconds, [_plain(line, path.suffix) for line in lines]))
    return found if path.suffix == ".vtt" else found[1:-1]


def _plain(line: str, suffix: str) -> str:
    if suffix == ".vtt":
        assert "-->" not in line
        return html.unescape(re.sub(r"</?v[^>]*>", "", line))
    return line.replace("\u2060", "")


def players_words(path: Path) -> list[str]:
    """What a player (FFmpeg, as in most of them) shows of a file, caption by caption."""
    shown = []
    with av.open(str(path)) as file:
        for packet in file.demux(file.streams.subtitles[0]):
            for drawn in packet.decode():
                text = drawn.dialogue.decode() if hasattr(drawn, "dialogue") else drawn.ass.decode().split(",", 8)[-1]
                shown.append(text)
    return shown


def saved(vault: Vault, document: Document, folder: Path, format: str) -> Path:
    """The document, approved and exported."""
    to = folder / f"t.{format}"
    export(vault, approve_all(vault, document.id), format, to)
    return to


def approved_words(vault: Vault, document: Document) -> list[str]:
    """The words of every approved line, without its time."""
    lines = [block.line for block in approve_all(vault, document.id).blocks if block.line]
    return " ".join(line.said for line in lines).split()


@pytest.mark.parametrize("format", BOTH)
def test_the_captions_joined_are_the_approved_words(vault: Vault, tmp_path: Path, format: str) -> None:
    """All of them, in the same order, gaps and the worker's own account too, and nothing else."""
    talk = a_doubtful_talk()
    long = turn(7, "p1", 626.0, LONG)
    own = turn(8, "p2", 639.9, "She seemed tired.", Manner.DICTATED)
    made = with_talk(vault, replace(talk, turns=(*talk.turns, long, own)))
    expected = approved_words(vault, made)
    read = captions(_exported(vault, made, tmp_path, format))
    assert " ".join(caption.words for caption in read).split() == expected


def _exported(vault: Vault, document: Document, folder: Path, format: str) -> Path:
    from scribe.approval import approved

    to = folder / f"t.{format}"
    export(vault, approved(vault, document.id), format, to)
    return to


@pytest.mark.parametrize("format", BOTH)
def test_a_caption_can_be_read_in_its_time(vault: Vault, tmp_path: Path, format: str) -> None:
    """Two lines of 42 characters at most, some seven seconds, none before the one that it follows."""
    word = "w" * 60
    talk = a_talk(("p1", 1.0, LONG), ("p2", 30.0, "Yes."), ("p1", 30.5, "I see."), ("p1", 50.0, f"Dear {word} end."))
    read = captions(saved(vault, with_talk(vault, talk), tmp_path, format))
    assert len(read) > 6
    for caption in read:
        assert len(caption.lines) <= LINES or word in caption.words
        assert all(len(line) <= LINE_CHARACTERS or word in line for line in caption.lines)
        assert 0.3 <= caption.end - caption.start <= LONGEST_SECONDS + 0.001
    starts = [caption.start for caption in read]
    assert starts == sorted(starts)
    assert [c.end <= after.start + 0.001 for c, after in zip(read, read[1:], strict=False)].count(False) == 0
    assert min(len(c.words) for c in read if c.start < 25) > 15, "no caption of a long turn has a word alone"


@pytest.mark.parametrize("format", BOTH)
def test_a_long_turn_is_cut_at_the_times_of_its_words(vault: Vault, tmp_path: Path, format: str) -> None:
    """Each caption begins when its first word was said; a pause begins another."""
    made = with_talk(vault, a_talk(("p1", 1.0, LONG)))
    heard = {round(word.start, 3) for word in vault.transcript(V1).turns[0].words}  # type: ignore[union-attr]
    assert {caption.start for caption in captions(saved(vault, made, tmp_path, format))} <= heard


def test_a_pause_within_a_turn_begins_another_caption(vault: Vault, tmp_path: Path) -> None:
    """What is said after it is not shown before it is said."""
    words = (Word("Well", 1.0, 1.3, 0.9), Word("no.", 6.0, 6.3, 0.9))
    said = replace(a_talk(), turns=(replace(turn(1, "p1", 1.0, "Well no."), words=words, end=6.3),))
    read = captions(saved(vault, with_talk(vault, said), tmp_path, "vtt"))
    assert [(c.start, c.words) for c in read] == [(1.0, "Mrs Amina Begum: Well"), (6.0, "no.")]


def test_words_that_the_worker_wrote_share_the_time_of_their_turn(vault: Vault, tmp_path: Path) -> None:
    """Edited in review, or of a transcript without word times: in order, within the turn."""
    made = with_talk(vault, a_talk(("p1", 10.0, LONG)))
    claim = made.sections[0].claims[0].id
    change(vault, made.id, lambda d: review.edit_claim(d, claim, f"Mrs Amina Begum: {LONG} And so on."))
    read = captions(saved(vault, made, tmp_path, "vtt"))
    end = 10.0 + len(LONG.split()) / 3
    assert read[0].start == 10.0 and abs(read[-1].end - end) < 1.5
    assert all(c.start < after.start for c, after in zip(read, read[1:], strict=False))


def test_what_was_put_in_for_several_words_keeps_its_time(vault: Vault, tmp_path: Path) -> None:
    """A known word with a space in it ('Mrs Begum') is two words of the line."""
    words = (Word("Hello", 1.0, 1.4, 0.9), Word("Mrs Begum", 2.0, 3.0, 0.9, "missus big gum"))
    said = replace(a_talk(), turns=(replace(turn(1, "p2", 1.0, "Hello Mrs Begum"), words=words, end=3.0),))
    (read,) = captions(saved(vault, with_talk(vault, said), tmp_path, "vtt"))
    assert read.words == "Jo Reed: Hello Mrs Begum" and read.start == 1.0 and read.end == 3.0


@pytest.mark.parametrize("format", BOTH)
def test_what_took_no_time_is_shown_long_enough(vault: Vault, tmp_path: Path, format: str) -> None:
    """A gap and a jotting have no length of sound, and still can be read."""
    made = with_talk(vault, replace(a_talk(), gaps=(Gap(12.0, 12.0, "microphone lost"),)))
    read = captions(saved(vault, made, tmp_path, format))
    gap = next(caption for caption in read if "Not recorded" in caption.words)
    assert gap.start == 12.0 and gap.end - gap.start >= 1.0


def test_a_line_that_was_taken_out_leaves_no_caption(vault: Vault, tmp_path: Path) -> None:
    """Nor does a section all of which was taken out, and a note says so."""
    made = with_talk(vault)
    for claim in made.sections[1].claims:
        change(vault, made.id, lambda d, claim=claim: review.remove_claim(d, claim.id))
    to = saved(vault, made, tmp_path, "vtt")
    assert [caption.words for caption in captions(to)][-1] == "Voice 3: I saw it."
    assert "NOTE\n10:00 to 20:00\n\nNOTE\nLeft out by the worker" in to.read_text(encoding="utf-8")


@pytest.mark.parametrize("format", BOTH)
def test_captions_of_nothing_are_possible(vault: Vault, tmp_path: Path, format: str) -> None:
    """Everything was taken out: the file says who approved that, and has no caption of anybody."""
    made = with_talk(vault)
    for claim in [claim for section in made.sections for claim in section.claims]:
        change(vault, made.id, lambda d, claim=claim: review.remove_claim(d, claim.id))
    to = saved(vault, made, tmp_path, format)
    assert captions(to) == [] and "approved by Jo Reed" in " ".join(to.read_text(encoding="utf-8").split())


@pytest.mark.parametrize("format", BOTH)
@pytest.mark.parametrize("words", HOSTILE)
def test_words_are_never_markup(vault: Vault, tmp_path: Path, format: str, words: str) -> None:
    """Arrows, tags, entities and a script written from right to left come out as they were said, in a player too."""
    made = with_talk(vault, a_talk(("p1", 1.0, words), ("p2", 9.0, "Yes.")))
    to = saved(vault, made, tmp_path, format)
    assert captions(to)[0].words == f"Mrs Amina Begum: {words}" and len(captions(to)) == 2
    player = " ".join(players_words(to)).replace("\u2060", "").replace("\\N", " ").replace("\\", "")
    assert f"Mrs Amina Begum: {words}".replace("\\", "") in " ".join(player.split())


def test_braces_of_subrip_are_round_brackets(vault: Vault, tmp_path: Path) -> None:
    """A player would take what is between them for a command and show none of it; WebVTT has no such trouble."""
    made = with_talk(vault, a_talk(("p1", 1.0, "{\\an8}up")))
    assert captions(saved(vault, made, tmp_path, "srt"))[0].words == "Mrs Amina Begum: (\\an8)up"
    assert "an8)up" in " ".join(players_words(tmp_path / "t.srt"))
    assert captions(_exported(vault, made, tmp_path, "vtt"))[0].words == "Mrs Amina Begum: {\\an8}up"


def test_a_hostile_name_is_a_voice_and_no_tag(vault: Vault, tmp_path: Path) -> None:
    """A name with signs in it stays one voice."""
    vault.add_visit(replace(a_visit(), people=(Person(PersonId("p1"), "Mo <i> & 'Al' -->", Role.PERSON),)))
    vault.save_transcript(V1, a_talk(("p1", 1.0, "Yes.")))
    to = saved(vault, current(vault, V1), tmp_path, "vtt")
    name = "Mo &lt;i&gt; &amp; 'Al' --&gt;"
    assert f"<v {name}>{name}: Yes.</v>" in to.read_text(encoding="utf-8")
    assert captions(to)[0].words == "Mo <i> & 'Al' -->: Yes."


@pytest.mark.parametrize("format", BOTH)
def test_a_player_reads_every_caption(vault: Vault, tmp_path: Path, format: str) -> None:
    """FFmpeg, which most players are made with, finds all words in the same order."""
    made = with_talk(vault, a_talk(("p1", 1.0, LONG), ("p2", 30.0, "Yes."), ("S3", 3700.0, "Late.")))
    to = saved(vault, made, tmp_path, format)
    player = " ".join(players_words(to)).replace("\\N", " ").split()
    words = " ".join(caption.words for caption in captions(to)).split()
    start = 0 if format == "vtt" else len(player) - len(words) - 100
    assert " ".join(words) in " ".join(player[max(0, start) :])


@pytest.mark.parametrize("format", BOTH)
def test_who_approved_it_is_in_the_file_and_it_can_be_verified(vault: Vault, tmp_path: Path, format: str) -> None:
    """Approver, time, version, both fingerprints; the file is recognised, and no longer once a letter is another."""
    made = with_talk(vault)
    ready = approve_all(vault, made.id)
    head = vault.audit.head()
    to = tmp_path / f"t.{format}"
    export(vault, ready, format, to)
    text = " ".join(to.read_text(encoding="utf-8").split())
    for part in ("Written down by AI. Checked and approved by Jo Reed (author)", "Document version: 1", head,
                 ready.approval.text_sha256, "Visit reference: REF 2026/17", "I have read all of it."):  # fmt: skip
        assert part in text
    assert verify_file(vault, to).current
    to.write_bytes(to.read_bytes() + b"\n")
    assert not verify_file(vault, to).holds


@pytest.mark.parametrize("format", BOTH)
def test_practice_is_seen_when_they_are_played(vault: Vault, tmp_path: Path, format: str) -> None:
    """Before anybody speaks the first caption says that the visit isn't real."""
    to = saved(vault, with_talk(vault, practice=True), tmp_path, format)
    assert PRACTICE in " ".join(players_words(to)) and to.read_text(encoding="utf-8").count(PRACTICE) >= 2


@pytest.mark.parametrize("format", BOTH)
def test_a_note_has_no_captions(vault: Vault, tmp_path: Path, format: str) -> None:
    """One clear sentence, and nothing is written or recorded."""
    with_document(vault)
    with pytest.raises(FileRefused, match="only be made of a transcript"):
        export(vault, approve_all(vault), format, tmp_path / f"t.{format}")
    assert not (tmp_path / f"t.{format}").exists() and vault.exports(vault.documents(V1)[0].id) == ()


@pytest.mark.parametrize("format", ["docx", "html", "pdf"])
def test_names_stand_out_and_times_stand_back(vault: Vault, tmp_path: Path, format: str) -> None:
    """The same words in the files to read: the name bold, the time muted, the PDF still accessible."""
    made = with_talk(vault)
    to = saved(vault, made, tmp_path, format)
    if format == "docx":
        import docx

        runs = next(p.runs for p in docx.Document(str(to)).paragraphs if p.text.startswith("0:04"))
        assert [(run.text, bool(run.bold)) for run in runs] == [
            ("0:04 ", False),
            ("Mrs Amina Begum: ", True),
            ("I can't complain.", False),
        ]
    elif format == "html":
        page = to.read_text(encoding="utf-8")
        assert '<p><span class="time">0:04 </span><b>Mrs Amina Begum: </b>I can&#x27;t complain.</p>' in page
    else:
        from pypdf import PdfReader

        data, words = to.read_bytes(), " ".join(page.extract_text() for page in PdfReader(to).pages)
        assert b"<pdfuaid:part>1" in data and "0:04 Mrs Amina Begum: I can't complain." in " ".join(words.split())


def test_every_line_is_a_block_of_its_own_kind(vault: Vault) -> None:
    """So that an export can't take one for a paragraph of somebody's."""
    made = with_talk(vault)
    kinds = [block.kind for block in approve_all(vault, made.id).blocks]
    assert kinds.count(BlockKind.LINE) == 6 and kinds.count(BlockKind.PARAGRAPH) == 0


def test_a_transcript_without_words_times_is_possible(vault: Vault, tmp_path: Path) -> None:
    """As one that came from another program may be."""
    said = a_talk()
    bare = Transcript(tuple(replace(one, words=()) for one in said.turns), said.model, said.seconds, said.audio_sha256)
    read = captions(saved(vault, with_talk(vault, bare), tmp_path, "vtt"))
    assert [round(caption.start) for caption in read] == [1, 4, 8, 12, 620, 625]
