"""What is shown: values of the rooms below become sheets, and sheets become text, Markdown, CSV or JSON.

rows, history, predictions, explanations, listings, discovered, accuracy, backtest, outlets     what to show: a `Sheet` a subject
formats, as_text, as_markdown, as_csv, as_json     how: one renderer a format
week, weekly, summary                    the weekly Markdown file
"""

from tracker.report import summary
from tracker.report.as_json import lines
from tracker.report.discovered import Discovered, discovered_sheet, gather_discovered
from tracker.report.formats import Format, show
from tracker.report.history import changes_sheet, steps_sheet
from tracker.report.listings import WorkRow, sources_sheet, works_sheet
from tracker.report.predictions import (
    conclusions,
    extraction_record,
    extraction_sheet,
    prediction_record,
    predictions_sheet,
    window_record,
)
from tracker.report.rows import Record, Sheet
from tracker.report.week import Week
from tracker.report.weekly import Weekly, WorkWeek, gather_week, work_week

__all__ = [
    "Discovered",
    "Format",
    "Record",
    "Sheet",
    "Week",
    "Weekly",
    "WorkRow",
    "WorkWeek",
    "changes_sheet",
    "conclusions",
    "discovered_sheet",
    "extraction_record",
    "extraction_sheet",
    "gather_discovered",
    "gather_week",
    "lines",
    "prediction_record",
    "predictions_sheet",
    "show",
    "sources_sheet",
    "steps_sheet",
    "summary",
    "window_record",
    "work_week",
    "works_sheet",
]
