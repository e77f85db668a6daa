"""`python -m gateway`: serves the gateway, addressed by the environment."""

from gateway.serving import main

main()
