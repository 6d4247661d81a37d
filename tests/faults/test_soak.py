"""`make soak`, for twenty seconds."""

from pathlib import Path

import pytest

from tests.soak import soaking


@pytest.mark.sweep
def test_a_client_without_a_plan_loses_nothing(tmp_path: Path) -> None:
    with soaking(tmp_path, seed=20) as soak:
        soak.go(20)
    assert not soak.wrong
    assert soak.client.done["delivers"]
