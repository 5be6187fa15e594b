"""A hostile memo is stopped at once, with its line, and leaves nothing behind."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING

import pytest

from configuring import MEMO, campaign
from cpreport.config import load_campaign
from cpreport.errors import CampaignError
from cpreport.operations.generate import GenerateOrder, generate

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = {
    "a loop without end": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "a loop that prints": "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}",
    "a long text from few turns": "{% set x = 'x' * 9999 %}{% for a in range(9999) %}{{ x }}{% endfor %}",
    "a macro that calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "the operating system": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "the operating system, by a function": "{{ cycler.__init__.__globals__.os.system('true') }}",
    "the operating system, by format": "{{ '{0.__class__.__init__.__globals__}'.format(form) }}",
    "a huge product": "{{ 'x' * 10 ** 10 }}",
    "a huge product of constants": "{{ 'x' * 1000000000 }}",
    "a huge list": "{{ [1] * 1000000000 }}",
    "a huge power": "{{ 9 ** 9 ** 9 }}",
    "a wide text": "{{ 'x' | center(9999999999) }}",
    "a wide format": "{{ '%9999999999d' | format(1) }}",
    "a wide format, by a star": "{{ '%*d' | format(999999999, 1) }}",
    "a huge range": "{{ range(999999999) | list }}",
    "a file": "{% include '/etc/passwd' %}",
    "another template": "{% import 'x' as y %}",
    "deep brackets": "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_memo_is_stopped(tmp_path: Path, name: str) -> None:
    folder = campaign(tmp_path, memo=MEMO + HOSTILE[name])
    started = time.monotonic()
    with pytest.raises(CampaignError) as caught:
        generate(folder, load_campaign(folder), GenerateOrder(date(2010, 5, 1)), lambda _done, _total: None)
    assert time.monotonic() - started < 10
    assert {problem.file for problem in caught.value.problems} == {"templates/memo.md.j2"}
    assert not folder.outbox.exists()


def test_an_ordinary_memo_may_loop_and_compute(tmp_path: Path) -> None:
    body = "{% for n in range(3) %}{{ n * 2 }} {{ '-' * 10 }} {{ unit.name | center(20) }}\n\n{% endfor %}{{ 2 ** 3 }}"
    folder = campaign(tmp_path, memo=MEMO + body)
    generate(folder, load_campaign(folder), GenerateOrder(date(2010, 5, 1)), lambda _done, _total: None)
    assert len(list(folder.outbox.iterdir())) == 2
