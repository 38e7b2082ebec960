package dev.infoplane.data;

import dev.infoplane.estimate.Samples;
import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.storage.NaturalOrder;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * NumPy's files: {@code .npy} holds an array, {@code .npz} several by name.
 *
 * <p>Versions 1 to 3 of the format are read, in C and Fortran order, little- and big-endian: truth values, integers of 8 to 64 bits
 * with and without sign, and floats of 16, 32 and 64 bits. Integers that double precision does not hold exactly are refused.
 * Objects, text, complex numbers and structured elements are refused. Arrays are written as 32-bit floats.
 */
public final class Npy {
    private static final int CHUNK = 1 << 16;
    private static final String SUFFIX = ".npy";

    private Npy() {}

    /**
     * Reads an {@code .npy} file.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it holds something else, is cut off or too long, naming the file
     */
    public static NumberArray read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, "'" + file + "'");
        }
    }

    /**
     * The names of the arrays in an {@code .npz} file, in {@linkplain NaturalOrder natural order}.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is no such file
     */
    public static List<String> names(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted(NaturalOrder.INSTANCE)
                    .toList();
        } catch (ZipException e) {
            throw notNpz(file, e);
        }
    }

    /**
     * Reads one array of an {@code .npz} file.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if there is no such array, listing those there are, or it cannot be read, naming it
     */
    public static NumberArray read(Path file, String name) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(name + SUFFIX);
            if (entry == null) {
                throw new IllegalArgumentException(
                        "'" + file + "' has no array '" + name + "'; it has " + String.join(", ", names(file)));
            }
            try (InputStream in = zip.getInputStream(entry)) {
                return read(in, "'" + name + "' in '" + file + "'");
            }
        } catch (ZipException e) {
            throw notNpz(file, e);
        }
    }

    private static IllegalArgumentException notNpz(Path file, ZipException e) {
        return new IllegalArgumentException("'" + file + "' cannot be read as an npz file: " + e.getMessage(), e);
    }

    /** Writes samples as an array of floats whose first axis are the rows; the file is complete or as it was. */
    public static void write(Path file, Samples samples) throws IOException {
        AtomicFiles.write(file, out -> write(out, samples));
    }

    /** Writes samples by name into an {@code .npz} file; the file is complete or as it was. */
    public static void writeAll(Path file, Map<String, Samples> arrays) throws IOException {
        AtomicFiles.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            for (Map.Entry<String, Samples> each : new TreeMap<>(arrays).entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey() + SUFFIX);
                entry.setTime(0);
                zip.putNextEntry(entry);
                write(zip, each.getValue());
                zip.closeEntry();
            }
            zip.finish();
        });
    }

    private static void write(OutputStream out, Samples samples) throws IOException {
        int[] rowShape = samples.rowShape();
        int[] shape = new int[rowShape.length + 1];
        shape[0] = samples.rows();
        System.arraycopy(rowShape, 0, shape, 1, rowShape.length);
        out.write(NpyHeader.ofFloats(shape));
        float[] row = new float[samples.dimensions()];
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, row.length)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < samples.rows(); i++) {
            samples.copyRow(i, row, 0);
            bytes.asFloatBuffer().put(row);
            out.write(bytes.array());
        }
    }

    /** @param what what is read, for messages */
    static NumberArray read(InputStream stream, String what) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(stream, CHUNK));
        try {
            NpyHeader header = NpyHeader.read(in);
            NumberArray array = values(in, header);
            if (in.read() >= 0) {
                throw new IllegalArgumentException("it goes on after the last value of its array");
            }
            return array;
        } catch (EOFException e) {
            throw new IllegalArgumentException(what + " is cut off: it ends before the last value of its array", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(what + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static NumberArray values(DataInputStream in, NpyHeader header) throws IOException {
        int count = header.count();
        NpyType type = header.type();
        float[] floats = new float[type.isFloat() ? Math.min(count, CHUNK) : 0];
        double[] doubles = new double[type.isFloat() ? 0 : Math.min(count, CHUNK)];
        byte[] chunk = new byte[CHUNK];
        ByteBuffer buffer = ByteBuffer.wrap(chunk).order(type.order());
        int done = 0;
        while (done < count) {
            int now = Math.min(CHUNK / type.bytes(), count - done);
            in.readFully(chunk, 0, now * type.bytes());
            buffer.clear();
            if (type.isFloat()) {
                floats = done + now > floats.length ? Arrays.copyOf(floats, larger(done + now, count)) : floats;
                for (int i = done; i < done + now; i++) {
                    floats[i] = (float) type.next(buffer);
                }
            } else {
                doubles = done + now > doubles.length ? Arrays.copyOf(doubles, larger(done + now, count)) : doubles;
                for (int i = done; i < done + now; i++) {
                    doubles[i] = type.next(buffer);
                }
            }
            done += now;
        }
        int[] shape = header.shape();
        int[] from = header.fortranOrder() && shape.length > 1 ? fortranPlaces(count, shape) : new int[0];
        return type.isFloat()
                ? NumberArray.of(from.length == 0 ? floats : moved(floats, from), shape)
                : NumberArray.of(from.length == 0 ? doubles : moved(doubles, from), shape);
    }

    /** Arrays grow with what is there, so that a header that lies about its length claims no memory. */
    private static int larger(int needed, int count) {
        return (int) Math.min(count, Math.max(needed, 2L * needed));
    }

    /** Where each element in C order lies in Fortran order. */
    private static int[] fortranPlaces(int count, int... shape) {
        int[] stride = new int[shape.length];
        int step = 1;
        for (int axis = 0; axis < shape.length; axis++) {
            stride[axis] = step;
            step *= shape[axis];
        }
        int[] places = new int[count];
        int[] index = new int[shape.length];
        int place = 0;
        for (int i = 0; i < count; i++) {
            places[i] = place;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                place += stride[axis];
                if (++index[axis] < shape[axis]) {
                    break;
                }
                place -= stride[axis] * shape[axis];
                index[axis] = 0;
            }
        }
        return places;
    }

    private static float[] moved(float[] values, int... from) {
        float[] moved = new float[from.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = values[from[i]];
        }
        return moved;
    }

    private static double[] moved(double[] values, int... from) {
        double[] moved = new double[from.length];
        Arrays.setAll(moved, i -> values[from[i]]);
        return moved;
    }
}
