"""The explorer in a browser: `server` answers the browser, `driver` is a visitor's terminal."""
