"""From the files of a folder to one timeline: tables to models, models joined, problems placed."""
