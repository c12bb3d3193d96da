"""Why a document can't be opened, each reason one plain sentence that holds nothing of the document."""

from __future__ import annotations

from models.errors import ModelError


class DocumentRefused(ModelError):
    """A document can't be opened; its sentence says why, and what to do."""

    sentence = "This document could not be opened. It was not changed."


NOT_THERE = "There is no document there. Nothing was changed."
A_FOLDER = "This is a folder, not a document. Nothing was changed."
NOT_A_FILE = "This is not an ordinary file, so it was not opened. Nothing was changed."
NOT_ALLOWED = "You are not allowed to read this document. It was not changed. Ask whoever owns it, or IT."
CAN_NOT_OPEN = "This document could not be opened. It was not changed. Check that its disk or stick is still there."
TOO_LARGE = "This document is too large to open here ({} MB at most). It was not changed. Try a part of it."
EMPTY = "This document is empty: its file has nothing in it. It was not changed."
NO_WORDS = "No words were found in this document. It was not changed."
NO_WORDS_SEEN = (
    "No words could be made out in this picture. It was not changed. "
    "Scan it again, or photograph it straight from above in good light."
)
NOT_A_DOCUMENT = (
    "This is not a kind of document that can be read here. It was not changed. "
    "Word (docx), OpenDocument (odt), PDF, RTF, HTML, text and pictures can."
)
NOT_WHAT_IT_SAYS = "By its name this is {}, but that is not what is in it. It was not changed. Ask for it again."
DAMAGED = "This document is damaged, so it could not be read. It was not changed. Ask for it again."
PASSWORD = (
    "This document is locked with a password. It was not changed. Save a copy without the password, and open that."
)
OLD_WORD = "This was made with a very old kind of Word (doc). It was not changed. Open it in Word and save it as docx."
NO_TEXT_DOCUMENT = (
    "This is a spreadsheet or slides, not a text. It was not changed. Copy its words and paste them here."
)
PHONE_PICTURE = "Pictures of this kind (HEIC) can't be read here. It was not changed. Save it as JPEG, and open that."
UNSAFE = "This document is built in a way that no ordinary one is, so it was not read. It was not changed. Tell IT."
TOO_MANY_PAGES = "This document has {} pages, and at most {} can be read at once. It was not changed. Try a part of it."
TOO_MANY_PICTURES = (
    "{} pages of this document are pictures, and at most {} can be read at once. It was not changed. Try a part of it."
)
TOO_MUCH_TEXT = "This is too much text to work with at once ({} words at most). It was not changed. Try a part of it."
NO_SPACES = "This holds letters without any space for pages, so it is no text to read. It was not changed. Tell IT."
PICTURE_TOO_LARGE = "This picture is too large to open. It was not changed. Make it smaller, and open that."
PICTURE_TOO_SMALL = "This picture is too small to read. It was not changed. Scan or photograph it again, larger."
CRASHED = (
    "The program that reads documents stopped at this one, so it may be damaged. It was not changed. "
    "Try it in another form, such as docx."
)
TOOK_TOO_LONG = "This document took too long to read, so that was stopped. It was not changed. Try a part of it."
NO_MEMORY = "There was not enough memory to read this document. It was not changed. Try a part of it."
