"""What leaves a timeline: a selection of its events in a form that other tools read.

One module a format; `events.exports.formats` lists them. Each takes a `Selection` and gives an
`Export`; nothing here reads a clock or writes a file.
"""
