package dev.infoplane.probe.internal.session;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;

/** What can be done with a value of any engine. Those that only predict lack much of what those that train can do. */
public final class Values {
    private Values() {}

    /** The value without its gradient, to be closed; it may share the memory of the value. */
    public static NDArray plain(NDArray value) {
        try {
            return value.stopGradient();
        } catch (UnsupportedOperationException e) {
            return copy(value);
        }
    }

    /** The value in memory of its own, of the same manager. */
    public static NDArray copy(NDArray value) {
        try {
            return value.duplicate();
        } catch (UnsupportedOperationException e) {
            return copy(value, value.getManager());
        }
    }

    /** A copy in another manager, which may be one of another engine. */
    public static NDArray copy(NDArray value, NDManager owner) {
        ByteBuffer bytes = value.toByteBuffer();
        ByteBuffer own = owner.allocateDirect(bytes.remaining());
        own.put(bytes).rewind();
        NDArray copy = owner.create(own, value.getShape(), value.getDataType());
        copy.setName(value.getName());
        return copy;
    }

    /** Gives a value that nobody else holds to a manager. */
    public static NDArray give(NDArray value, NDManager owner) {
        if (value.getManager()
                .getEngine()
                .getEngineName()
                .equals(owner.getEngine().getEngineName())) {
            value.attach(owner);
            return value;
        }
        try (value) {
            return copy(value, owner);
        }
    }
}
