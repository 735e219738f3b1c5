"""Every screen and dialog as pictures, side by side: ``python -m tests.gallery OUT_FOLDER``.

`rows` is the table of them, `drawing` opens one in the running program, `sheets` lays the pictures
out to be looked at.
"""
