"""How the platform is run: locally, in compose, in Kubernetes."""
