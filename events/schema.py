"""The JSON Schema of event files, made from the models, for editors of TOML."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import TypeAdapter

from events.loading.validation import adapter
from events.model import TABLES, Reading

# A year, and only signs that EDTF has: short, since editors show it in their messages.
_EDTF = r"^[\[./]*\d[\dX]{3}[-0-9TXZ:+?~%./\]]*$"
_DATE_TIME = r"^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}"

# What the models say by code, or say so that editors do not understand.
_SHARED: dict[str, dict[str, Any]] = {
    "Text": {
        "description": 'A text, or one per language: { en = "…", zh = "…" }.',
        "anyOf": [
            {"type": "string", "pattern": r"\S"},
            {
                "type": "object",
                "properties": {
                    "en": {"type": "string", "pattern": r"\S", "description": "In English."},
                    "zh": {"type": "string", "pattern": r"\S", "description": "In Chinese."},
                },
                "additionalProperties": {"type": "string", "pattern": r"\S"},
                "minProperties": 1,
            },
        ],
    },
    "When": {
        "description": "A TOML date, a year, or EDTF text.",
        "examples": ["2025-11", "2025-11~", "2025-02/2025-03", "[2025-11-01..2025-11-10]"],
        "anyOf": [
            {"type": "string", "format": "date"},
            {"type": "string", "format": "date-time"},
            # A date-time without zone is no `date-time`, and not all know `date-time-local`.
            {"type": "string", "format": "date-time-local", "pattern": _DATE_TIME},
            {"type": "string", "pattern": _EDTF},
            {"type": "integer", "minimum": 1000, "maximum": 9999},
        ],
    },
    "Number": {"type": "number"},
}
_ONE_FIGURE = [{"required": ["value"]}, {"required": ["low", "high"]}]


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a whole event file."""
    adapters: list[tuple[str, Literal["validation"], TypeAdapter[Any]]] = [
        (name, "validation", adapter(model)) for name, model in TABLES.items()
    ]
    places, made = TypeAdapter.json_schemas(adapters)
    definitions: dict[str, Any] = made["$defs"]
    for definition in definitions.values():
        definition["properties"] = {
            key: _tidied(field) for key, field in definition["properties"].items()
        }
    definitions[Reading.__name__]["oneOf"] = _ONE_FIGURE
    properties = {}
    for (name, _), place in places.items():
        described = definitions[place["$ref"].rpartition("/")[2]]["description"]
        properties[str(name)] = (
            place
            if name == "timeline"
            else {"type": "array", "items": place, "description": described}
        )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "dateline event file",
        "description": "Dated events, and the companies, products and sources that they name.",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": _SHARED | definitions,
    }


def _tidied(field: dict[str, Any]) -> dict[str, Any]:
    """A field's schema without what says nothing, and with shared parts by reference."""
    if "x-shared" in field:
        reference = f"#/$defs/{field['x-shared']}"
        return {"$ref": reference, "description": field["description"]}
    return {key: value for key, value in field.items() if key not in ("title", "default")}
