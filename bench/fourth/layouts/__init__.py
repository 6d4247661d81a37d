"""The forty layouts in their row."""

from bench.fourth.layout import Layout
from bench.fourth.layouts import dumps, families, forms, letters, pairs, panels, tables, talks
from bench.fourth.layouts.aside import papers, printouts, screens

LAYOUTS: dict[str, Layout] = {
    layout.name: layout
    for layout in (
        letters.oficio, letters.notarial, dumps.mono_report, talks.kiosk, forms.below_lines, forms.corner_frames,
        pairs.numbered, screens.question_answer, pairs.bilingual, tables.one_table, letters.mail_print,
        screens.web_print, dumps.json_dump, forms.letter_boxes, forms.tick_boxes, papers.two_halves, panels.sidebar,
        panels.badge_cards, panels.three_columns, papers.dotted, pairs.labels_right, tables.grouped_heads,
        tables.rotated_heads, papers.verdict_heading, families.kin_blocks, letters.kin_sentences, dumps.key_dump,
        printouts.dot_matrix, tables.wrapped_narrow, talks.steps, talks.credential, screens.spreadsheet, talks.chat,
        panels.colour_bands, pairs.side_title, printouts.terminal, dumps.tree, families.family_first,
        tables.yes_no_columns, papers.letter_and_annex,
    )
}  # fmt: skip
