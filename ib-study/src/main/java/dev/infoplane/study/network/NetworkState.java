package dev.infoplane.study.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.util.PairList;
import dev.infoplane.study.network.ResumableAdam.Moments;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** The values of a network in training, and what the optimiser knows of them, as bytes. */
final class NetworkState {
    private final NDManager manager;
    private final PairList<String, Parameter> parameters;
    private final ResumableAdam optimizer;

    /** @param manager owns what is read */
    NetworkState(NDManager manager, PairList<String, Parameter> parameters, ResumableAdam optimizer) {
        this.manager = manager;
        this.parameters = parameters;
        this.optimizer = optimizer;
    }

    void writeValues(DataOutputStream out) throws IOException {
        for (Parameter p : parameters.values()) {
            write(p.getArray(), out);
        }
    }

    /** @throws IOException if these are not the values of this network */
    void readValues(DataInputStream in) throws IOException {
        for (Parameter p : parameters.values()) {
            NDArray array = p.getArray();
            // not NDArray.set, after which the array lies in memory of the JVM that may be reused
            array.intern(read(array, in));
            array.setRequiresGradient(p.requiresGradient());
        }
    }

    void writeMoments(DataOutputStream out) throws IOException {
        for (Parameter p : parameters.values()) {
            Optional<Moments> moments = optimizer.moments(p.getId());
            out.writeInt(moments.map(Moments::steps).orElse(0));
            if (moments.isPresent()) {
                write(moments.get().mean(), out);
                write(moments.get().square(), out);
            }
        }
    }

    /** @throws IOException if these are not the moments of this network */
    void readMoments(DataInputStream in) throws IOException {
        for (Parameter p : parameters.values()) {
            int steps = in.readInt();
            if (steps > 0) {
                optimizer.resume(p.getId(), new Moments(read(p.getArray(), in), read(p.getArray(), in), steps));
            }
        }
    }

    private static void write(NDArray array, DataOutputStream out) throws IOException {
        byte[] bytes = array.toByteArray();
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private NDArray read(NDArray like, DataInputStream in) throws IOException {
        Shape shape = like.getShape();
        DataType type = like.getDataType();
        int length = in.readInt();
        if (length != shape.size() * type.getNumOfBytes()) {
            throw new IOException("it holds " + length + " bytes for an array of shape " + shape);
        }
        ByteBuffer bytes = ByteBuffer.wrap(in.readNBytes(length)).order(ByteOrder.nativeOrder());
        try (NDArray lent = manager.create(bytes, shape, type)) {
            return lent.duplicate();
        }
    }
}
