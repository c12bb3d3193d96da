"""A finished Easy Read page as one web page that needs nothing else: pictures inside, no script, and it prints well."""

from __future__ import annotations

import base64
from html import escape

from easyread.page import LineKind
from easyread.render_look import ABOUT, FONTS, LANGUAGE, PAPERS, Part, groups, parts, parts_of, sizes
from easyread.render_pictures import MIME, drawing, kind, pictured
from easyread.sheet import Choices, Sheet, SheetLine

_REM_POINTS = 12.0
"""Points of a browser's usual size of type. All is in rem, so that it grows with what a reader has set."""
_MM_POINTS = 72 / 25.4
_STYLE = """
html { background: %(paper)s; color: %(ink)s; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
body { font: %(words)srem/1.5 %(fonts)s, Arial, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem;
  text-align: left; hyphens: manual; overflow-wrap: break-word; }
h1, h2 { color: %(accent)s; line-height: 1.25; break-after: avoid; break-inside: avoid; }
h1 { font-size: %(title)srem; } h2 { font-size: %(heading)srem; background: %(tint)s; padding: .4em .6em;
  border-radius: .3em; margin: 1.8em 0 1em; }
p { margin: 0; } .said { font-weight: bold; margin: 1em 0 1.5em; }
ul { list-style: none; margin: 0; padding: 0; }
.line { margin: %(gap)srem 0; break-inside: avoid; }
.line > img { width: %(side)srem; height: %(side)srem; object-fit: contain; background: %(tile)s; border-radius: .3em; }
.pictures .line { display: grid; grid-template-columns: min(%(side)srem, 35vw) minmax(0, 1fr);
  column-gap: %(between)srem; align-items: center; }
.pictures .line > img { max-width: 100%%; } .pictures .line > p { grid-column: 2; }
li > p { padding-left: .9em; text-indent: -.9em; }
li > p::before { content: "\\2022"; display: inline-block; width: .9em; text-indent: 0; }
.whole { display: inline-block; }
footer { font-size: %(small)srem; margin-top: 2em; overflow-wrap: anywhere; } footer p { margin: .6em 0; }
@media print { html { font-size: 12pt; } body { max-width: none; margin: 0; padding: 0; }
  @page { margin: %(margin)smm; } }
"""


def html(sheet: Sheet) -> bytes:
    """UTF-8 HTML: headings, lists and pictures with their alt texts by their own elements. Raises `PictureGone`."""
    has_pictures = any(pictured(sheet, line) for line in sheet.lines)
    page = (
        f'<!DOCTYPE html>\n<html lang="{LANGUAGE}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(sheet.title)}</title>\n<style>{_STYLE % _look(sheet.choices)}</style>\n</head>\n"
        f"<body{' class=pictures' if has_pictures else ''}>\n<main>\n<h1>{escape(sheet.title)}</h1>\n"
        f"{_said(sheet.goes_with)}{_lines(sheet)}\n{_said(sheet.checked_by)}</main>\n{_about(sheet)}</body>\n</html>\n"
    )
    return page.encode("utf-8")


def _look(choices: Choices) -> dict[str, str]:
    made = sizes(choices)
    points = {"words": made.words, "title": made.title, "heading": made.heading, "small": made.small}
    lengths = {"side": made.picture, "gap": made.gap, "between": made.between}
    rem = {**points, **{name: size * _MM_POINTS for name, size in lengths.items()}}
    return {
        **vars(PAPERS[choices.colour]),
        **{name: f"{size / _REM_POINTS:.3g}" for name, size in rem.items()},
        "margin": f"{made.margin:g}",
        "fonts": ", ".join(f'"{font}"' for font in FONTS),
    }


def _said(words: str) -> str:
    return f'<p class="said">{_words(parts_of(words))}</p>\n' if words else ""


def _lines(sheet: Sheet) -> str:
    made: list[str] = []
    for group in groups(sheet):
        if group.is_list:
            # Without the role some browsers no longer call it a list, as it has no marks of theirs.
            items = "\n".join(f'<li class="line">{_inside(sheet, line)}</li>' for line in group.lines)
            made.append(f'<ul role="list">\n{items}\n</ul>')
        elif group.lines[0].kind is LineKind.HEADING:
            made.append(f"<h2>{escape(group.lines[0].text)}</h2>")
        else:
            made.append(f'<div class="line">{_inside(sheet, group.lines[0])}</div>')
    return "\n".join(made)


def _inside(sheet: Sheet, line: SheetLine) -> str:
    words = f"<p>{_words(parts(line))}</p>"
    return f"{_picture(line)}{words}" if pictured(sheet, line) else words


def _words(made: tuple[Part, ...]) -> str:
    return "".join(_part(part, escape(part.text)) for part in made)


def _part(part: Part, words: str) -> str:
    if part.whole:
        return f'<span class="whole">{words}</span>'
    return f"<strong>{words}</strong>" if part.strong else words


def _picture(line: SheetLine) -> str:
    data = drawing(line)
    return f'<img src="data:{MIME[kind(data)]};base64,{base64.b64encode(data).decode()}" alt="{escape(line.alt)}">'


def _about(sheet: Sheet) -> str:
    small = (*sheet.shown_credits, *sheet.particulars)
    lines = "".join(f"<p>{escape(words)}</p>\n" for words in small)
    return f"<footer>\n<h2>{ABOUT}</h2>\n{lines}</footer>\n" if small else ""
