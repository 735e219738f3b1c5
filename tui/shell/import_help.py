"""The help of `dateline import`."""

from __future__ import annotations

IMPORT = """Take events from a FILE of another program (- is stdin).

What would come of each of its lines is printed: + new, ~ changed (field by field), ! refused, with
the line and why; what is the same is counted. Nothing is written without --yes, which writes all
that is not refused, as one change. The same import twice changes nothing.

\b
Formats, told by name and content:
  csv, tsv     headings in English or Chinese; it is shown what each column
               was taken for
  json, jsonl  what `dateline list --json` and `dateline export json` print
  timelinejs   its JSON, or the CSV of its spreadsheet
  markwhen     its text (.mw)
  ics          a calendar
  toml         an event file; one of this timeline needs no import, just its
               place in the folder

\b
Examples:
  dateline import events.csv
  dateline import events.csv --map '事项=title' --map '3=date' --yes
  dateline import report.csv --dates dmy --source-title 'Annual report' \\
      --make-names
  dateline import calendar.ics --into calendar.toml --yes
  dateline import - -f jsonl --json < events.jsonl | jq .counts

\b
Fields for --map:
  id  title  summary  note  kind  status
  date, or start and end, or year month day
  companies products tags related   several between ; or ,
  title.en title.zh …               a text in one language; also summary.…
                                    note.…
  reading:METRIC                    a figure (1.3亿, 35–40M, >100M): a column
                                    called MAU is one
  metric value low high bound by    one reading a row
  readings                          'mau qwen-app >1亿 by=Alibaba; …'
  citations                         'bright-2026-01:§4 ¶4; …'
  source  place
  source.title source.url source.publisher source.author source.published

Dates are EDTF or words that mean one day or time only. 03/04/2025 needs --dates, “last week” and
a date without a year need --on; a spreadsheet's day numbers (45678) are refused.

An event is known by its id, else by date and title. What a file says nothing of stays: a blank
cell takes nothing away. Dates, texts and lists are replaced, a text only in its own language;
readings of another metric, owner or provider and citations of another source or place stay.

Names that the timeline does not know are refused, with the nearest; --make-names makes them. A
new product belongs to the one company of its rows.

Exit codes: 0 fine, 1 something was refused, 2 wrong usage, or the file could not be read.
"""
