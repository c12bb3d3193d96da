"""Speaks names, medicines and care words in made sentences with flite's voices, and hears them.

It is made speech: the figures on it say how words are mistaken, not how often people's are. Needs Debian's `flite`.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import wave
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.transcriber import Segment, Word
from tests.benchmarks.transcription import heard_segments

VOICES = ("slt", "awb", "rms")

NAMES: tuple[tuple[str, str], ...] = tuple(
    (line.split("=")[0].strip(), line.split("=")[-1].strip())
    for line in """
Amina = ah mee na|Begum = bay gum|Siobhan = shiv awn|Niamh = neev|Aoife = eefa|Ciaran = keer an|Saoirse = seer sha
Rhiannon|Llewellyn = loo ellin|Myfanwy = mi van wee|Gwyneth|Eilidh = ay lee|Hamish|Mairead = muh raid|Catriona
Okafor = oh ka for|Adebayo = adda by oh|Oluwaseun = olu wah shay oon|Chukwu = chook woo|Folasade = fola shah day
Ngozi = en go zee|Babatunde = bah bah toon day|Mensah = men sah|Kwame = kwah may|Abena = ah beh nah|Wanjiku
Patel = puh tell|Kaur = core|Singh = sing|Gurpreet = goor preet|Harjinder|Chaudhry = chow dree|Hussain = hoo sane
Mukherjee = mook er jee|Rahman = rah man|Fatima = fat ee ma|Zainab = zay nab|Yusuf = you suf|Ibrahim = ib ra heem
Shabana = sha bah na|Tahir = ta heer|Nasreen|Wojciech = voy chek|Kowalski = kuh val ski|Agnieszka = ag nyesh ka
Katarzyna = kata zhina|Szymon = shim on|Nguyen = nwen|Thuy = twee|Xiaoling = shao ling|Zhang = jang|Okonkwo
Featherstonehaugh = fan shaw|Cholmondeley = chum lee|Beauchamp = bee chum|Mainwaring = mannering|Menzies = ming iss
Ramsbottom|Winterbottom|Postlethwaite|Arkwright|Entwistle|Oakenshaw|Hargreaves|Birtwistle|Shufflebotham|Threlfall
Papadopoulos|Demetriou = de mee tree oo|Georgiou = george ee oo|Mehmet = meh met|Yildiz = yil diz|Aslan|Sadiq = sa deek
Ewa = eva|Bronwen|Cerys = kerris|Dafydd = davith|Ffion = fee on|Geraint = geh rye nt|Iolo = yollo|Nerys
Ottoline|Peregrine|Thomasina|Winifred|Ethelwyn|Leofric|Tamsin|Demelza|Jago|Merryn|Kerensa|Morwenna
""".replace("\n", "|").split("|")
    if line.strip()
)
"""UK names of many origins, and how flite has to be told to say them."""

SENTENCES = {
    "names": (
        "I spoke to {} about it yesterday.",
        "Then {} came round on Monday.",
        "Is it all right if {} sits with us?",
    ),
    "medicines": ("She takes {} every morning.", "The doctor has stopped the {} again.", "I ran out of {} last week."),
    "care": ("We talked about {} at the meeting.", "He asked me what {} means.", "They said that {} would help her."),
}
PAUSE_SECONDS = 2.0


@dataclass(frozen=True)
class Said:
    """One spoken sentence: the known word in it, all its words, and what was heard."""

    word: str
    kind: str
    voice: str
    sentence: str
    heard: tuple[Word, ...]


def speak_and_hear(kind: str, words: Sequence[tuple[str, str]]) -> list[Said]:
    """Each word spoken once by each voice. Raises `FileNotFoundError` where flite is not installed."""
    if shutil.which("flite") is None:
        raise FileNotFoundError("flite is not installed: apt-get install flite")
    found: list[Said] = []
    with tempfile.TemporaryDirectory(prefix="fairnote-spoken-") as folder:
        for voice in VOICES:
            found += _one_voice(kind, words, voice, Path(folder))
    return found


def _one_voice(kind: str, words: Sequence[tuple[str, str]], voice: str, folder: Path) -> Iterator[Said]:
    sentences = [SENTENCES[kind][number % len(SENTENCES[kind])] for number in range(len(words))]
    sound, spans = folder / f"{voice}.wav", list[tuple[float, float]]()
    speak([s.format(said) for s, (_, said) in zip(sentences, words, strict=True)], voice, sound, spans)
    heard = [word for segment in heard_segments([sound])[0] for word in segment.words]
    for (word, _), sentence, (start, end) in zip(words, sentences, spans, strict=True):
        mine = tuple(w for w in heard if start <= (w.start + w.end) / 2 < end)
        yield Said(word, kind, voice, sentence.format(word), mine)


def speak(sentences: Sequence[str], voice: str, sound: Path, spans: list[tuple[float, float]] | None = None) -> None:
    """All of them in one file at 16 kHz, a pause after each; `spans` gets each one's seconds, half its pause too."""
    frames, at, piece = bytearray(), 0.0, sound.with_suffix(".piece.wav")
    for sentence in sentences:
        subprocess.run(["flite", "-voice", voice, "-t", sentence, "-o", str(piece)], check=True)
        with wave.open(str(piece)) as file:
            if file.getframerate() != 16_000 or file.getnchannels() != 1:
                raise ValueError("flite gave a sound of another kind")
            frames += file.readframes(file.getnframes()) + bytes(int(PAUSE_SECONDS * 16_000) * 2)
        end = len(frames) / 2 / 16_000
        if spans is not None:
            spans.append((max(0.0, at - PAUSE_SECONDS / 2), end - PAUSE_SECONDS / 2))
        at = end
    with wave.open(str(sound), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(16_000)
        out.writeframes(bytes(frames))


def segments(said: Said) -> tuple[Segment, ...]:
    """What was heard of one sentence as the recogniser's segment."""
    if not said.heard:
        return ()
    text = " ".join(word.text for word in said.heard)
    return (Segment(text, said.heard[0].start, said.heard[-1].end, said.heard),)
