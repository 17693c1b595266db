"""The terms as machines read them: one file for each vocabulary."""
