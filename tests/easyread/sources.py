"""Sources made of plain text, for tests: a line is a block; '# ' begins a heading, '- ' an item, ' | ' parts a row."""

from easyread.source import Block, BlockKind, Source, Span


def source_of(text: str) -> Source:
    blocks, at = [], 0
    for line in text.splitlines(keepends=True):
        shown = line.strip()
        start = at + line.index(shown) if shown else at
        at += len(line)
        if not shown:
            continue
        kind = BlockKind.PARAGRAPH
        if shown.startswith("# "):
            kind, start = BlockKind.HEADING, start + 2
        elif shown.startswith("- "):
            kind, start = BlockKind.ITEM, start + 2
        elif " | " in shown:
            kind = BlockKind.ROW
        blocks.append(Block(kind, Span(start, at - len(line) + len(line.rstrip()))))
    return Source(text, tuple(blocks))
