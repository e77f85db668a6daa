"""Starts RabbitMQ, MongoDB, MinIO, the six services and the gateway on one machine, with no container engine."""
