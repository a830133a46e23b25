"""Run the bench of the lottery, on one core: ``python tests/bench/selection``."""

import os
import sys
from pathlib import Path

# NumPy reads this when it is imported; a second thread would wait actively, and be counted.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.selection.ratios import report

if __name__ == "__main__":
    report()
