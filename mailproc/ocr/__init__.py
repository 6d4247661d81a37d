"""From a picture to words: two independent engines behind one interface, and what straightens a page."""
