"""The mean of the weights that one training passed through, which errs less than each of them.

    python -m training.events.average FILE.pt ... --out FILE.pt

Source: Izmailov et al. 2018, "Averaging Weights Leads to Wider Optima and Better Generalization".
"""

import argparse
from pathlib import Path

import torch


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("weights", type=Path, nargs="+", help="of readers of one shape")
    options.add_argument("--out", type=Path, required=True)
    chosen = options.parse_args()
    readers = [torch.load(path, weights_only=True) for path in chosen.weights]
    torch.save(
        {
            name: torch.stack([reader[name].float() for reader in readers]).mean(0).half()
            for name in readers[0]
        },
        chosen.out,
    )


if __name__ == "__main__":
    main()
