from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui.commands import BY_ID, commands_at
from tui.settings import Settings, clashes, locale_language, read_settings, recall, remember

if TYPE_CHECKING:
    from pathlib import Path


def read(tmp_path: Path, text: str) -> Settings:
    file = tmp_path / "config.toml"
    file.write_text(text, "utf-8")
    return read_settings(file, BY_ID)


def test_all_that_can_be_chosen(tmp_path: Path) -> None:
    settings = read(
        tmp_path,
        'language = "zh"\ntheme = "dateline-light"\n[keys]\ngo-to-date = "d,ctrl+d"\nhelp = "f1"\n',
    )
    assert settings == Settings("zh", "dateline-light", {"go-to-date": "d,ctrl+d", "help": "f1"})


def test_no_file_is_no_choice(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "none.toml", BY_ID) == Settings()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('languege = "zh"', ["languege", "did you mean language?"]),
        ('language = "cn"', ["cn", "en"]),
        ('theme = "dateline-ligth"', ["did you mean dateline-light?"]),
        ('[keys]\ngo-to-dat = "d"', ["did you mean go-to-date?"]),
        ('[keys]\nhelp = "ctrl+bananas"', ["ctrl+bananas", "no key"]),
        ("[keys]\nhelp = 3", ["3", "no key"]),
        ("keys = 3", ["[keys]"]),
        ("language =", ["config.toml"]),
        ("a = " + "[" * 5000, ["config.toml"]),
    ],
)
def test_what_cannot_be_used_is_named_with_the_nearest(
    tmp_path: Path, text: str, words: list[str]
) -> None:
    settings = read(tmp_path, text)
    assert settings.keys == {}
    assert settings.language is None
    [complaint] = settings.complaints
    for word in words:
        assert word in complaint.en
    assert complaint.zh.startswith("config.toml：")


def test_one_bad_line_leaves_the_others(tmp_path: Path) -> None:
    settings = read(tmp_path, 'language = "zh"\n[keys]\nhelp = "f1"\nnothing = "x"\n')
    assert settings.language == "zh"
    assert settings.keys == {"help": "f1"}
    assert len(settings.complaints) == 1


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b"\xff\xfe\x00")
    assert read_settings(tmp_path / "config.toml", BY_ID).complaints


def test_a_key_for_two_commands_is_a_clash() -> None:
    default = {command.id: command.keys for command in commands_at("main")}
    assert clashes({}, default) == []
    [said] = clashes({"help": "q"}, default)
    assert said.en == "The key q is given to help and to quit."
    assert all(word in said.zh for word in (" q ", "help", "quit"))


def test_what_was_chosen_last_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_STATE", str(tmp_path / "deep" / "state.json"))
    assert recall() == {}
    remember(language="zh")
    remember(theme="dateline-light")
    assert recall() == {"language": "zh", "theme": "dateline-light"}
    for spoilt in ("[", "[" * 100_000, "9" * 5000, "null"):
        (tmp_path / "deep" / "state.json").write_text(spoilt, "utf-8")
        assert recall() == {}
    remember(half="\udcff")  # a path that is no UTF-8
    assert recall() == {"half": "\udcff"}


def test_a_state_that_cannot_be_kept_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DATELINE_STATE", str(tmp_path / "file" / "state.json"))
    remember(language="zh")
    assert recall() == {}


@pytest.mark.parametrize(
    ("env", "lang"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_TW"}, "zh"),
        ({}, "en"),
    ],
)
def test_the_language_of_the_locale(
    env: dict[str, str], lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert locale_language() == lang
