"""The fifty-four layouts in their row."""

from bench.fifth.layout import Layout
from bench.fifth.layouts import (
    blanks,
    certificates,
    desks,
    letters,
    offices,
    plains,
    reports,
    screens,
    slips,
    tables,
)
from bench.fifth.layouts.aside import part_1, part_2, part_3

LAYOUTS: dict[str, Layout] = {
    layout.name: layout
    for layout in (
        blanks.clinic_stamp, blanks.marked_options, blanks.label_below, blanks.two_copies,
        blanks.numbered_blanks, certificates.legal_numbered, certificates.three_pages,
        certificates.certified_points, desks.desk_two_columns, desks.landscape_three, desks.dense_cells,
        desks.bar_sections, desks.values_sent_first, letters.mail_reply, letters.official_letter,
        letters.office_speaks, letters.university_tells, letters.told_to_school, offices.school_office,
        offices.hospital_check, offices.traffic_light, plains.plain_questions, plains.side_by_side,
        plains.gob_sections, plains.right_first, plains.dotted_list, reports.engine_report,
        reports.old_dot_matrix, reports.upper_rows, reports.leader_rows, reports.roman_cells,
        screens.app_cards, screens.mainframe_screen, screens.browser_print, screens.phone_print,
        screens.portal_page, slips.kiosk_ticket, slips.half_sheet, slips.heading_of_right,
        tables.one_table_family, tables.cover_matrix, tables.movements_list, tables.batch_row,
        tables.coded_legend, tables.services_table, part_1.aside_a, part_1.aside_b, part_1.aside_c,
        part_2.aside_d, part_2.aside_e, part_2.aside_f, part_3.aside_g, part_3.aside_h, part_3.aside_i,
    )
}  # fmt: skip
