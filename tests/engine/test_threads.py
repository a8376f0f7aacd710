import os
import subprocess
import sys

SCRIPT = """
from hashlib import blake2b
from benchmarks.family import scheme
from compagnon.engine import solve
print(blake2b(solve(scheme(150, places=0.9)).to_json()).hexdigest())
"""


def test_any_number_of_threads_gives_the_same_bytes() -> None:
    digests = {
        subprocess.run(  # noqa: S603 -- our own script
            [sys.executable, "-c", SCRIPT],
            env={
                **os.environ,
                "OPENBLAS_NUM_THREADS": threads,
                "OMP_NUM_THREADS": threads,
                "PYTHONPATH": os.pathsep.join(sys.path),
                "PYTHONHASHSEED": threads,
            },
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for threads in ("1", "3")
    }

    assert len(digests) == 1
