"""Makes what the documentation has from the program itself: `make docs`. Not shipped; the tests compare."""
