"""Pictures of the desk: taken in from anybody's bytes, kept without what the camera wrote into them, with rights of their own."""
