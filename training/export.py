"""Writing a trained network as plain numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from training.network import DILATIONS, Labeller


def weights_of(network: Labeller) -> dict[str, np.ndarray]:
    """Return the network's arrays as `articlekit.label.Network` reads them.

    Matrices are laid out as (in, out); a convolution's taps follow each other in its rows.
    """
    state = {name: value.detach().numpy() for name, value in network.state_dict().items()}
    weights: dict[str, np.ndarray] = {"dilations": np.array(DILATIONS, np.int64)}
    for name, value in state.items():
        if name.startswith("convolutions") and value.ndim == 3:
            weights[name] = value.transpose(2, 1, 0).reshape(-1, value.shape[0])
        elif value.ndim == 2:
            weights[name] = value.T
        else:
            weights[name] = value
    return weights


def save(network: Labeller, path: Path) -> None:
    """Write the weights in half precision; the file holds arrays only and cannot execute."""
    arrays = {
        name: value if value.dtype == np.int64 else value.astype(np.float16)
        for name, value in weights_of(network).items()
    }
    np.savez_compressed(path, allow_pickle=False, **arrays)
