"""Sources made of plain text, for tests: a line is a block; '# ' begins a heading, '- ' an item, ' | ' parts a row,
and an empty line one table from the next."""

from easyread.source import Block, BlockKind, Source, Span


def source_of(text: str) -> Source:
    blocks, at, empty = [], 0, True
    for line in text.splitlines(keepends=True):
        shown = line.strip()
        start = at + line.index(shown) if shown else at
        at += len(line)
        if not shown:
            empty = True
            continue
        kind = BlockKind.PARAGRAPH
        if shown.startswith("# "):
            kind, start = BlockKind.HEADING, start + 2
        elif shown.startswith("- "):
            kind, start = BlockKind.ITEM, start + 2
        elif " | " in shown:
            kind = BlockKind.ROW
        begins = kind is BlockKind.ROW and empty
        blocks.append(Block(kind, Span(start, at - len(line) + len(line.rstrip())), begins_table=begins))
        empty = False
    return Source(text, tuple(blocks))
