"""The learned reader: a small encoder that tags sources, cues and contents of attributions.

It knows tokens, windows and spans, and nothing of stages. PyTorch is needed to train it (see the
folder ``training``), ONNX Runtime to use it.
"""
