"""The timeline by columns: sets of event numbers, values by event, counts, renumbering."""
