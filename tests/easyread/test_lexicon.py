"""The tables of lemminflect and wordfreq tell the same, read by themselves, as those libraries do."""

import random
import subprocess
import sys

import pytest
from lemminflect import getAllLemmas, getInflection
from wordfreq import top_n_list, zipf_frequency

from easyread.language.lexicon import LEAST, inflected, lemmas, zipf

RANDOM = random.Random(7).sample(top_n_list("en", 20000), 1500)
OTHERS = ["be", "can", "add", "left", "Reading", "NHS", "e-mail", "xyzq", "hours'", "people's", "carer's", "don't"]
WORDS = (*RANDOM, *OTHERS)


def test_lemmas_are_those_of_the_library():
    """For every sort of word, in the same order."""
    assert [word for word in WORDS if list(lemmas(word).items()) != list(getAllLemmas(word).items())] == []


@pytest.mark.parametrize("tag", ["VB", "VBD", "VBN", "VBG", "VBZ", "NNS", "JJR", "RB"])
def test_forms_are_those_of_the_library(tag):
    """Each form, also of words that the table does not have."""
    assert [word for word in WORDS if inflected(word, tag) != tuple(getInflection(word, tag=tag))] == []


def test_how_common_a_word_is():
    """As the library says; what is rarer than `LEAST` counts as never written."""
    for word in WORDS:
        there = zipf_frequency(word, "en", wordlist="large")
        assert zipf(word) == there or there < LEAST and not zipf(word), word


def test_the_rules_load_neither_library():
    """Checking a plain line needs no numpy."""
    code = (
        "import sys; from easyread.language.lexicon import lemmas, inflected, zipf; lemmas('houses'); "
        "inflected('go', 'VBD'); zipf('house'); print(*{'numpy', 'lemminflect', 'wordfreq'} & set(sys.modules))"
    )
    assert not subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
