"""What the watch over a microphone notices, by clocks that a test sets."""

from __future__ import annotations

from scribe.audio_gaps import ASLEEP, LOST, MISSING
from scribe.capture_watch import SYSTEM_CLOCK, Clock, Watch


class Time:
    """Two clocks: both pass in `wait`, and only the real one in a `sleep` of the laptop."""

    def __init__(self) -> None:
        self.awake, self.real = 100.0, 5_000.0
        self.watch = Watch(Clock(lambda: self.awake, lambda: self.real))

    def wait(self, seconds: float) -> None:
        self.awake += seconds
        self.real += seconds

    def sleep(self, seconds: float) -> None:
        self.real += seconds

    def sound(self, seconds: float, *, share: float = 1.0) -> set[str]:
        """Pieces of 20 ms in real time, each holding that share of what it should; what the watch said of them."""
        said = set()
        for _ in range(round(seconds / 0.02)):
            self.wait(0.02)
            said |= {self.watch.hear(self.real, 0.02 * share), self.watch.look()}
        return said - {""}

    def silence(self, seconds: float) -> set[str]:
        """Nothing comes, and the loop goes round."""
        said = set()
        for _ in range(round(seconds / 0.05)):
            self.wait(0.05)
            said.add(self.watch.look())
        return said - {""}


def test_before_the_first_sound_nothing_is_missed() -> None:
    """How long opening may take is not the watch's matter."""
    assert Time().silence(60.0) == set()


def test_two_seconds_without_sound_are_a_lost_microphone() -> None:
    """Not sooner: a callback that is late for a second is no alarm."""
    now = Time()
    assert now.sound(5.0) == set() and now.silence(1.7) == set() and now.silence(0.3) == {LOST}


def test_sound_that_comes_back_after_more_than_two_seconds_is_a_loss_too() -> None:
    """Whichever is seen first, the silence or the piece after it."""
    now = Time()
    now.sound(1.0)
    for _ in range(50):
        now.wait(0.05)
        now.watch._notice_sleep()  # the loop goes round, busy with what it has
    assert now.watch.hear(now.real, 0.02) == LOST


def test_a_sleep_shows_in_the_clocks_however_short() -> None:
    """A second with the lid closed: the clock that runs on in a sleep is ahead, and the gap is called what it is."""
    for seconds in (1.0, 3_600.0):
        for piece_first in (False, True):
            now = Time()
            now.sound(3.0)
            now.sleep(seconds)
            now.wait(0.02)
            assert (now.watch.hear(now.real, 0.02) if piece_first else now.watch.look()) == ASLEEP


def test_a_sleep_while_the_microphone_opened_cut_nothing_off() -> None:
    """The first sound comes after it: there was none before that could be missing."""
    now = Time()
    now.wait(1.0)
    now.sleep(60.0)
    assert now.silence(0.1) == {ASLEEP}
    assert now.sound(5.0) == set()


def test_a_loop_that_stood_still_was_asleep_where_the_clocks_do_not_tell() -> None:
    """On systems with one clock, and for a process that was stopped."""
    for piece_first in (False, True):
        now = Time()
        now.sound(3.0)
        now.wait(4.0)
        assert (now.watch.hear(now.real, 0.02) if piece_first else now.watch.look()) == ASLEEP


def test_a_slow_disk_is_neither_a_sleep_nor_a_loss() -> None:
    """The loop was held up for five seconds while sound came: all of it waits, and none is missing."""
    now = Time()
    now.sound(3.0)
    began = now.real
    now.wait(5.0)
    assert {now.watch.hear(began + 0.02 * number, 0.02) for number in range(1, 251)} == {""}
    assert now.sound(3.0) == set() and now.silence(2.5) == {LOST}


def test_too_little_sound_is_noticed_and_measured() -> None:
    """Half of the samples are missing: said once two seconds have shown it, with how much it is."""
    now = Time()
    now.sound(10.0)
    assert now.sound(3.0, share=0.5) == set() and now.sound(2.0, share=0.5) == {MISSING}
    assert 1.9 < now.watch.missing < 2.5
    assert now.sound(10.0) == set()


def test_pieces_that_are_late_and_then_come_are_no_alarm() -> None:
    """A laptop that was busy for a second and a half gets all of it at once."""
    now = Time()
    now.sound(10.0)
    now.wait(1.5)
    assert [now.watch.hear(now.real, 0.02) for _ in range(75)] == [""] * 75
    assert now.sound(5.0) == set()


def test_a_slow_crystal_is_no_alarm_over_four_hours() -> None:
    """One part in five thousand slow, which is much for a sound card, is three seconds in four hours."""
    now = Time()
    now.watch.hear(now.real, 0.0)
    said = set()
    for _ in range(4 * 3_600):
        now.wait(1.0)
        said.add(now.watch.hear(now.real, 1.0 - 1 / 5_000))
    assert said == {""}


def test_the_systems_clocks_run() -> None:
    """Both go forward, and the one that counts sleep is never behind the other by more than it was."""
    awake, real = SYSTEM_CLOCK.awake(), SYSTEM_CLOCK.real()
    assert SYSTEM_CLOCK.awake() >= awake and SYSTEM_CLOCK.real() >= real
