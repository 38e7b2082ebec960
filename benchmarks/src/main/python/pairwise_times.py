"""The upper bound of PairwiseTimes by one float32 matrix, without standard error or check of halves: python3 pairwise_times.py 5000 512 10 20

Run with OPENBLAS_NUM_THREADS=1 (or the variable of the BLAS in use).
"""

import resource
import statistics
import sys
import time

import numpy as np


def upper(x, sigma):
    squares = np.einsum("ij,ij->i", x, x)
    gram = x @ x.T
    gram *= np.float32(-2)
    gram += squares[:, None]
    gram += squares
    np.maximum(gram, 0, out=gram)
    gram *= np.float32(-1 / (2 * sigma**2))
    np.exp(gram, out=gram)
    return np.mean(-np.log(gram.sum(axis=1) / len(x)))


n, d, sigma, rounds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])
rows = np.random.default_rng(1).standard_normal((n, d), dtype=np.float32)
upper(rows[:64], sigma)
print(f"loaded {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss} kB")
seconds = []
for _ in range(rounds):
    start = time.process_time()
    value = upper(rows, sigma)
    seconds.append(time.process_time() - start)
warm = seconds[rounds // 2 :]
print(f"numpy {np.__version__}: median {statistics.median(warm):.3f} CPU seconds, least {min(warm):.3f}: {value:.4f} nats")
print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss} kB")
