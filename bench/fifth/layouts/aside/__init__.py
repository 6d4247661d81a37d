"""The layouts held aside. Whoever works on the reader opens none of these files, nor what is drawn by them."""
