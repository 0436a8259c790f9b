"""How sentences are read: segmentation, and the parser behind one plain interface."""
