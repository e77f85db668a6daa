"""How well and how quickly matching finds who fits, on a made-up city with known right answers."""
