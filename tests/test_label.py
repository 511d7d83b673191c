"""Probabilities become roles, and the network that gives them is the same everywhere."""

from __future__ import annotations

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from articlekit.blocks import segment_text
from articlekit.features import Context, Features, measure
from articlekit.label import Network, choose_roles, default_model
from articlekit.roles import ROLES


def row(**shares: float) -> np.ndarray:
    return np.array([[shares.get(role, 0.0) for role in ROLES]], np.float32)


def test_a_block_torn_between_kinds_of_body_is_body() -> None:
    (label,) = choose_roles(row(body=0.3, list=0.3, promo=0.4))
    assert label.role in {"body", "list"}
    assert label.score == pytest.approx(0.6)
    assert label.runner_up == "promo"
    assert label.runner_up_score == pytest.approx(0.4)


def test_body_is_the_runner_up_where_it_comes_second() -> None:
    (label,) = choose_roles(row(caption=0.5, body=0.3, dek=0.2))
    assert (label.role, label.runner_up) == ("caption", "body")


def test_the_runner_up_is_never_likelier_than_the_role() -> None:
    (label,) = choose_roles(row(note=0.4, other=0.35, promo=0.25))
    assert (label.role, label.runner_up) == ("note", "other")
    assert label.runner_up_score == pytest.approx(0.35)


def test_probabilities_add_up() -> None:
    layout = segment_text("Ferry runs again\n\nThe ferry runs again, the town said.\n\nShare")
    answer = default_model().probabilities(measure(layout, Context()))
    assert answer.shape == (3, len(ROLES))
    assert answer.sum(1) == pytest.approx(np.ones(3), abs=1e-5)


def test_the_default_model_is_read_once() -> None:
    assert default_model() is default_model()


def test_weights_are_plain_numbers(tmp_path: pytest.TempPathFactory) -> None:
    path = f"{tmp_path}/evil.npz"
    np.savez(path, mean=np.array([print], dtype=object))
    with pytest.raises(ValueError, match="allow_pickle"):
        Network.load(path)


def threads_of_numpy() -> int:
    pools = [pool for pool in threadpool_info() if pool["user_api"] == "blas"]
    return max((int(pool["num_threads"]) for pool in pools), default=0)


def test_numpy_is_kept_to_one_thread_only_while_a_page_is_labelled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = []
    read = Network._read

    def watched(network: Network, features: Features) -> np.ndarray:
        seen.append(threads_of_numpy())
        return read(network, features)

    monkeypatch.setattr(Network, "_read", watched)
    features = measure(segment_text("Rain at noon"), Context())
    with threadpool_limits(2, "blas"):
        if threads_of_numpy() != 2:
            pytest.skip("numpy's matrix library knows no threads, or this machine has one core")
        default_model().probabilities(features)
        assert threads_of_numpy() == 2
    assert seen == [1]
