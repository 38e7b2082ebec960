"""Makes the ONNX model that the tests of probes read, byte by byte: python3 make_onnx.py (nothing to install).

Rows x of three numbers; outputs relu(x W) of two numbers, and which of the two is larger, as an integer.
"""
import struct

FLOAT, INT64 = 1, 7


def varint(n):
    out = b""
    while n > 127:
        out += bytes([n & 127 | 128])
        n >>= 7
    return out + bytes([n])


def number(field, n):
    return varint(field << 3) + varint(n)


def text(field, data):
    data = data.encode() if isinstance(data, str) else data
    return varint(field << 3 | 2) + varint(len(data)) + data


def node(op, inputs, output, *attributes):
    return text(1, b"".join(text(1, i) for i in inputs) + text(2, output) + text(3, op.lower()) + text(4, op)
                + b"".join(text(5, a) for a in attributes))


def integer_attribute(name, value):
    return text(1, name) + number(3, value) + number(20, 2)


def value(name, kind, columns):
    shape = text(1, text(2, "rows")) + text(1, number(1, columns))
    return text(1, name) + text(2, text(1, number(1, kind) + text(2, shape)))


weights = [1.0, -1.0, 0.5, 2.0, -2.0, 0.25]
tensor = number(1, 3) + number(1, 2) + number(2, FLOAT) + text(8, "W") + text(9, struct.pack("<6f", *weights))
graph = (node("MatMul", ["x", "W"], "product")
         + node("Relu", ["product"], "y")
         + node("ArgMax", ["y"], "largest", integer_attribute("axis", 1), integer_attribute("keepdims", 1))
         + text(2, "linear") + text(5, tensor)
         + text(11, value("x", FLOAT, 3)) + text(12, value("y", FLOAT, 2)) + text(12, value("largest", INT64, 1)))
model = number(1, 8) + text(2, "infoplane") + text(7, graph) + text(8, text(1, "") + number(2, 13))
with open("linear.onnx", "wb") as file:
    file.write(model)
