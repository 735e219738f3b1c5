"""Pydantic's judgement of parsed rows and their JSON Schema, from what the models' keys hold.

Imported only for what is not plainly right (see `events.loading.plain_rows`): building this takes
longer than reading the shipped timeline.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    TypeAdapter,
    WithJsonSchema,
    create_model,
)

from events.model import Key, Sort, keys_of
from events.when import When


@cache
def adapter(model: type) -> TypeAdapter[Any]:
    """What makes a model of a parsed row, or raises `pydantic.ValidationError`."""
    return TypeAdapter(_row_type(model))


@cache
def value_validator(model: type, key: str) -> Callable[[Any], Any]:
    """What gives the model's value for a value in a file, or raises `pydantic.ValidationError`."""
    return TypeAdapter(_type_of(keys_of(model)[key])).validator.validate_python


@cache
def _row_type(model: type) -> Any:
    """A table of the model's keys and no others, of which the model is made."""
    keys = keys_of(model)
    columns: dict[str, Any] = {
        one.name: (
            Annotated[_type_of(keys[one.name]), Field(description=keys[one.name].description)],
            ... if one.default is MISSING else one.default,
        )
        for one in fields(model)
    }
    closed = ConfigDict(extra="forbid")
    row = create_model(model.__name__, __config__=closed, __doc__=model.__doc__, **columns)

    def made(row: BaseModel) -> Any:
        return model(**dict(row))

    return Annotated[row, AfterValidator(made)]


def _type_of(key: Key) -> Any:
    if key.sort == "choice":
        return Literal[key.of]
    if key.sort == "rows":
        return _many(_row_type(key.of))
    return _TYPES[key.sort]


def _many(item: Any) -> Any:
    # One wrong item is enough: a list of a million wrong items must not cost a million errors.
    return Annotated[tuple[item, ...], Field(fail_fast=True)]


def _shared(name: str) -> WithJsonSchema:
    """A type of which `events.schema` has one definition for all the fields of that type."""
    return WithJsonSchema({"x-shared": name})


_WORD = Annotated[str, Field(pattern=r"\S")]
_TYPES: dict[Sort, Any] = {
    "word": _WORD,
    "line": str,
    "text": Annotated[
        _WORD | Annotated[dict[str, _WORD], Field(min_length=1)],
        Field(union_mode="left_to_right"),
        _shared("Text"),
    ],
    "words": _many(_WORD),
    "date": Annotated[When, PlainValidator(When.of), _shared("When")],
    "number": Annotated[
        Annotated[int, Field(strict=True, ge=-(2**63), lt=2**63)]
        | Annotated[float, Field(strict=True, allow_inf_nan=False)],
        Field(union_mode="left_to_right"),
        _shared("Number"),
    ],
    "flag": Annotated[bool, Field(strict=True)],
    "address": Annotated[str, Field(pattern=r"^https?://\S+$")],
}
