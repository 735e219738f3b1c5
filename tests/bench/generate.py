"""Made-up timelines of any size, always the same for the same size.

Half of the events are in Chinese; 20 companies, 200 products, 10 kinds, 6 metrics, 12 sources;
dates of every sort over twelve years; a reading on one event in four; about 350 bytes an event, in
files of at most 5,000 events.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

PER_FILE = 5_000
COMPANIES, PRODUCTS, SOURCES = 20, 200, 12
KINDS = (
    "launch",
    "users",
    "usage",
    "stock",
    "finance",
    "campaign",
    "outage",
    "price",
    "chips",
    "talk",
)
METRICS = {
    "mau": "users",
    "dau": "users",
    "time": "hours",
    "change": "%",
    "capex": "USD",
    "price": "CNY",
}

_FIRST_DAY = date(2015, 1, 1)
_DAYS = 12 * 365
_EN = """
    model release campaign users growth market agent reasoning context window price cut open weights
    cloud revenue quarter launch preview app store chart rank daily monthly active subscribers
    partners chips data centre outage response latency benchmark score team founder report
    investors shares closed higher lower after announced said plans to with for over from its new
""".split()
_ZH = """
    大模型 发布 融资 用户 增长 市场 智能体 推理 上下文 降价 开源 权重 云 收入 季度 上线 预览
    应用商店 榜首 日活 月活 订阅 合作 芯片 数据中心 宕机 响应 延迟 评测 得分 团队 创始人 报告
    投资者 股价 收盘 上涨 下跌 宣布 表示 计划 将 与 超过 首次 全新 春节 红包 活动 免单 外卖
    支付 搜索 视频 生成 语音
""".split()


def generate(folder: Path, events: int, seed: int = 1) -> Path:
    """Write a timeline with so many events into a folder, and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.joinpath("names.toml").write_text(_names(), encoding="utf-8")
    chance = random.Random(seed)
    for first in range(0, events, PER_FILE):
        numbers = range(first, min(first + PER_FILE, events))
        text = "\n".join(_event(chance, number) for number in numbers)
        folder.joinpath(f"events-{first // PER_FILE:03}.toml").write_text(text, encoding="utf-8")
    return folder


def _names() -> str:
    lines = ['[timeline]\ntitle = { en = "Made up", zh = "虚构" }']
    for n in range(COMPANIES):
        parent = f'\nparent = "company-{n - 10:02}"' if n in (15, 16, 17) else ""
        lines.append(
            f'[[company]]\nid = "company-{n:02}"\nname = {{ en = "Firm {n}", zh = "公司{n}号" }}\n'
            f'aliases = ["F{n:02}"]{parent}'
        )
    for n in range(PRODUCTS):
        lines.append(
            f'[[product]]\nid = "product-{n:03}"\nname = {{ en = "Thing {n}", zh = "产品{n}号" }}\n'
            f'company = "company-{n % COMPANIES:02}"'
        )
    for kind in KINDS:
        launch = "\nlaunch = true" if kind == "launch" else ""
        lines.append(f'[[kind]]\nid = "{kind}"\nname = "{kind.title()}"\nglyph = "●"{launch}')
    for metric, unit in METRICS.items():
        lines.append(f'[[metric]]\nid = "{metric}"\nname = "{metric.upper()}"\nunit = "{unit}"')
    for n in range(SOURCES):
        lines.append(
            f'[[source]]\nid = "report-{n:02}"\ntitle = "Report {n}"\npublished = {2015 + n}-06-15'
        )
    return "\n\n".join(lines) + "\n"


def _event(chance: random.Random, number: int) -> str:
    chinese = chance.random() < 0.5
    product = chance.randrange(PRODUCTS)
    lines = [
        "[[event]]",
        f'id = "event-{number:06}"',
        *_date(chance),
        f'kind = "{chance.choice(KINDS)}"',
        f'companies = ["company-{product % COMPANIES:02}"]',
        f'products = ["product-{product:03}"]',
        f'title = "{_words(chance, chinese, 6)}"',
        f'summary = "{_words(chance, chinese, 15)}"',
    ]
    if chance.random() < 0.25:
        lines.append(f"readings = [{_reading(chance)}]")
    source = f'source = "report-{chance.randrange(SOURCES):02}"'
    lines.append(f'citations = [{{ {source}, place = "§{chance.randint(1, 9)}" }}]')
    return "\n".join(lines) + "\n"


def _date(chance: random.Random) -> list[str]:
    """The line of the date, if the event has one: known to the day, month, year and otherwise."""
    day = _FIRST_DAY + timedelta(days=chance.randrange(_DAYS))
    month = f"{day.year}-{day.month:02}"
    match chance.choices(range(8), (60, 20, 5, 5, 4, 3, 2, 1))[0]:
        case 0:
            return [f"date = {day}"]
        case 1:
            return [f'date = "{month}"']
        case 2:
            return [f'date = "{day.year}-{33 + (day.month - 1) // 3}"']
        case 3:
            return [f'date = "{day.year}"']
        case 4:
            return [f'date = "{month}~"']
        case 5:
            return [f'date = "[{month}-01..{month}-10]"']
        case 6:
            return [f'date = "{day}/{day + timedelta(days=chance.randrange(1, 60))}"']
        case _:
            return []


def _words(chance: random.Random, chinese: bool, count: int) -> str:
    return (
        "".join(chance.choices(_ZH, k=count)) if chinese else " ".join(chance.choices(_EN, k=count))
    )


def _reading(chance: random.Random) -> str:
    metric = chance.choice(list(METRICS))
    number = chance.randrange(1, 500) * 100_000
    if chance.random() < 0.2:
        value = f"low = {number}, high = {number + 5_000_000}"
    else:
        value = f'value = {number}, bound = "{chance.choice(("exact", "about", "over"))}"'
    return f'{{ metric = "{metric}", {value}, by = "Firm {chance.randrange(5)}" }}'
