"""It keeps working and loses nothing: what is killed, damaged, full or in the way."""
