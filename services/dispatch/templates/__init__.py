"""The platform's own Word forms, and what makes them."""
