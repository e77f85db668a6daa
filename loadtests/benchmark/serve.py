"""Serves a rival exactly as the gateway is served: `python -m loadtests.benchmark.serve module:factory`."""

import sys

from gateway.serving import main

if __name__ == "__main__":
    main(sys.argv[1])
