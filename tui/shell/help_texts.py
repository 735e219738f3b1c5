"""The help of the command line: what `--help` prints, with examples that can be typed as they are.

A line with a backspace character alone keeps click from rewrapping the paragraph under it.
"""

from __future__ import annotations

DATELINE = """Explore sourced, dated events kept in plain TOML files.

\b
  dateline              explore the timeline found here
  dateline PATH         explore the one in a folder, or in one event file
  dateline COMMAND …    as below; a folder that is named like one: ./list

Without a PATH the timeline is $DATELINE_PATH, else ./seeds or the current folder where they hold
event files, else the one shipped with dateline.

\b
Examples:
  dateline my-timeline -q 'product:qwen-app since:2025-11'
  dateline list company:bytedance
  dateline list 'dau>50M' --json
  dateline list 'date:"去年末"' --fields date,title,file,line
  dateline check my-timeline

Data goes to stdout, talk to stderr. Exit codes: 0 fine, 1 problems were found, 2 wrong usage, or
something could not be read or written.
"""

EXPLORE = """Explore a timeline on the screen. `dateline [PATH]` is short for this.

? on the screen shows all keys; q leaves.

\b
Examples:
  dateline
  dateline my-timeline --lang zh
  dateline -q 'product:qwen-app since:2025-11'
  dateline --view 'Spring Festival 2026'
"""

LIST = """List the events that a QUERY finds, or all of them.

\b
A QUERY is words and fields, as in the explorer:
  千问 mau                     all these words
  '"free order"'               a phrase
  company:alibaba,bytedance    any of the values; also product: kind: tag:
                               source: status: metric: by: file: id:
  -kind:stock                  not
  'a OR (b c)'                 or; brackets
  date:2025-11 since:2025-Q3   dates; in words too: until:除夕
                               'date:"last 3 months"'
  'dau>50M' 'mau>=1亿'         readings
  has:note is:forecast asof:2026-01-31

\b
Examples:
  dateline list company:bytedance
  dateline list 'dau>50M' --json | jq -r '.[].title.en'
  dateline list 'date:"去年末"' --fields date,title,file,line
  dateline list kind:users --sort -dau --limit 5
  dateline list --view 'Stock moves' since:2026
  dateline list --csv > events.csv

\b
Fields:
  id date lo hi kind companies products title summary status tags related
  readings citations note file line

On a terminal the table is fitted to its width, and … marks what was cut; into a file or pipe
nothing is cut. JSON has the keys of the event file, every text as a table by language ("und" where
the language is not known), and lo and hi (the first and last possible day, null when open or
undated), file and line. CSV has names and figures in words, for a reader; the one that can be
imported again is `dateline export csv`. Its cells that begin like a formula are given a ' for the
spreadsheet's sake.
"""

EXPORT = """Write the events that a QUERY finds, or all of them, for readers or other tools.

\b
FORMAT is one of
  markdown     a brief: events by month, readings, footnotes to the sources
  html         one page: a timeline to zoom and filter, charts, sources; it
               needs no network
  svg          a picture for a report: lanes, or with --look chart the figures
  csv          a table for spreadsheets; `dateline import` reads it back
  json, jsonl  whole events, as `dateline list --json` prints them
  toml         a timeline of its own, with the names it uses
  ics          a calendar (RFC 5545): all-day events, stable ids
  timelinejs   the JSON of TimelineJS, for a web page
  markwhen     the text of Markwhen

\b
Examples:
  dateline export markdown product:qwen-app since:2025-11 -o qwen.md
  dateline export html -o timeline.html
  dateline export svg --look chart metric:dau -o dau.svg
  dateline export csv 'dau>50M' -o big.csv
  dateline export svg --view 'Qwen against Doubao' -o picture.svg
  dateline export ics is:future | less
  dateline export toml company:bytedance -o bytedance.toml

Exactly the events of the query are written, in order of date; --lang chooses the language of names
and words. A file that is there is replaced only with --force, and never by half. Text is UTF-8; a
CSV file begins with a byte order mark, for Excel's sake.

No date is made more exact than it is known. In a calendar a month or a year lies over all its days
and is named in the title; TimelineJS and Markwhen show such dates in words. What a format cannot
take (an undated event in a calendar or in lanes) is left out, and stderr says how many and which.

CSV cells that begin like a formula (= + - @, a tab, a line end) are given a ' before them, which
`dateline import` takes away again. Lists are joined by "; "; readings and citations are JSON.
"""

SHOW = """Show one event: all that its file says of it, and where that is written.

\b
Examples:
  dateline show 2026-01-14-qwen-100m-mau
  dateline list --ids is:forecast | xargs -n 1 dateline show
"""

ADD = """Add events: one by its options or fields, many as JSON on stdin.

The ids are printed. Names may be written in any language; ids are stored. Dates are EDTF or words,
and how words are read is said.

\b
Examples:
  dateline add --date 去年末 --kind users --product qwen-app \\
      --title-en 'Qwen passes 100 million' --title-zh 千问月活破亿 \\
      --reading 'mau qwen-app >1亿 by=Alibaba' --source 'bright-2026-01:§4 ¶4'
  dateline add title='Shares fall' date=2026-01-08 tags=a,b
  dateline add --date 2023-10 --kind launch --company Moonshot \\
      --product Kimi --title 'Kimi opens' --make-names
  dateline list -p there --json kind:users | dateline add - --file users.toml

\b
A reading is   METRIC [PRODUCT or COMPANY] NUMBER [by=… note=…]
               with "…" around words with blanks
A source is    SOURCE[:PLACE] [date_words=… note=…]
JSON is        an object, an array, or an object a line, with the keys that
               `list --json` prints; lo, hi, file and line are left aside

Names must be known. With --make-names new ones are made beside the event: a new product belongs to
the event's company, a new metric is counted in the unit of its figure.

Without --file an event goes to the file of the nearest earlier one, in order of date. Nothing is
written unless all of it can be.
"""

SET = """Change fields of events, named by their IDs or found by a query.

\b
  field=value      text, date, name; a list with commas; `field=` takes it out
  field+=value     add to a list: tags companies products related readings
                   citations
  field-=value     take from a list; a reading by its metric, a citation by
                   its source
  title.zh=value   a text in one language: title summary note
  field:=literal   a value of TOML or JSON:
                   'readings:=[{metric = "mau", value = 1}]'

\b
Examples:
  dateline set 2026-01-14-qwen-100m-mau status=disputed \\
      note.en='Two counts differ.'
  dateline set -q 'product:qwen-app kind:users' tags+=growth --dry-run
  dateline set -q 'tag:wrong-year' --shift 1y tags-=wrong-year --yes

More than one event: on a terminal you are asked, elsewhere --yes is needed. The ids of the events
that did change are printed. All is written or nothing.
"""

REMOVE = """Remove events, named by their IDs or found by a query, with their own comments.

\b
Examples:
  dateline remove 2026-01-14-qwen-100m-mau --dry-run
  dateline remove -q 'tag:draft' --yes
"""

RENAME = """Give a company, product, kind, metric, source or event another id, everywhere.

All files are changed, saved views too, or none. Places that use a name or an alias stay.

\b
Example:
  dateline rename company bytedance byte-dance --dry-run
"""

CHECK = """Find every problem in the event files.

\b
Each is written as
  FILE:LINE:COLUMN: LEVEL: what is wrong
      how to mend it

\b
  error      data is wrong, or cannot be read
  warning    the data contradicts itself, as sources may
  remark     something is missing, or unused

The exit code is 1 if there is any error; with --strict, if there is any problem at all.

\b
Examples:
  dateline check
  dateline check my-timeline --strict
  dateline check --json | jq -r '.[] | select(.level == "error") | .file'
"""

INIT = """Start a timeline in the folder DIR: names, two events to change, and the schema.

Nothing is ever overwritten.

\b
Examples:
  dateline init my-timeline && dateline my-timeline
  dateline init rivals --title 'AI and its rivals'
  dateline init qwen --copy        the shipped timeline, to be edited
"""

SCHEMA = """Print the JSON Schema of event files, for TOML editors.

\b
Editors that know schemas complete and check a TOML file that begins with
  #:schema ./dateline.schema.json

\b
Example:
  dateline schema -o my-timeline/dateline.schema.json
"""

COMPLETION = """Print the completion script for a shell: commands, options, queries, ids.

\b
bash, in ~/.bashrc:                     eval "$(dateline completion bash)"
zsh, in ~/.zshrc:                       eval "$(dateline completion zsh)"
fish, in ~/.config/fish/config.fish:    dateline completion fish | source
"""

DIFF = """Compare two timelines event by event: new, gone, and changed in what.

A and B are folders, event files, or git revisions of the timeline (a tag, a branch, HEAD~3; or
REVISION:PATH). With a QUERY only events that it finds, in A or in B, are compared.

\b
Examples:
  dateline diff HEAD my-timeline           what is not committed yet
  dateline diff v1 v2 -p my-timeline
  dateline diff old-folder new-folder company:bytedance
  dateline diff HEAD~10 . --markdown > changes.md

Exit codes: 0 no difference, 1 there are differences, 2 something could not be read.
"""

LOG = """Tell how an event came to be: the git commits that made and changed it, in order.

The event is followed through changes of its id; what is not committed yet comes last.

\b
Examples:
  dateline log 2026-01-14-qwen-100m-mau
  dateline log 2026-01-14-qwen-100m-mau --json | jq '.[].commit.subject'
"""

SERVE = """Serve the explorer to browsers on this machine, until Ctrl+C.

Each visitor has an explorer of their own. It is read-only unless --edit is given, opens no editor,
and can be reached from this machine alone unless --host says otherwise. The address it prints ends
in a token, new each time, without which nobody is let in: other users of this machine are not.
Nothing is encrypted: to show it to others, put it behind a server that encrypts, and name the
address of that with --url; where that server asks for passwords, --no-token asks for nothing more.
Requests for names that are not its own are refused.

\b
Examples:
  dateline serve
  dateline serve my-timeline --port 8080 -q 'since:2025'
  dateline serve my-timeline --edit
  dateline serve my-timeline --url https://timeline.example.org

Needs the package textual-serve beside dateline: pip install '.[serve]' in the checkout, or
pipx inject dateline textual-serve.
"""
