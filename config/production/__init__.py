"""What runs inside the production image: entry point, health, backup, restore."""
