"""The real parts: RabbitMQ, MongoDB and an S3 store, each started by us or named by a URI in the environment."""
