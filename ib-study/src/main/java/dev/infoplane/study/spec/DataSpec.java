package dev.infoplane.study.spec;

import dev.infoplane.study.data.ImageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The images of a study and how they are shared out. The four parts never overlap; each has equally many images of every class.
 *
 * @param format {@code fashion-mnist-sample} for the 11,000 images that ship with the library, or how the files at {@code path}
 *     are written: the id of an {@link ImageFormat}: {@code idx}, {@code cifar10-binary} or {@code folders}
 * @param path the folder of the files; empty for those that ship
 * @param halve whether to pool images to half their height and width
 * @param network how many images train the network
 * @param decoder how many others train the decoders
 * @param validation how many others draw learning curves
 * @param measured how many others measure
 * @param seed of the choice of images
 * @param sha256 of all images and labels, as {@code study check} and the manifest of a study have it: other images are refused;
 *     empty to take those that are there
 */
public record DataSpec(
        String format,
        String path,
        boolean halve,
        int network,
        int decoder,
        int validation,
        int measured,
        long seed,
        String sha256) {
    /** The images that ship with the library. */
    public static final String SAMPLE = "fashion-mnist-sample";

    /** The formats there are. */
    public static final List<String> FORMATS = Stream.concat(
                    Stream.of(SAMPLE), Arrays.stream(ImageFormat.values()).map(ImageFormat::id))
            .toList();

    private static final Pattern SHA256 = Pattern.compile("([0-9a-f]{64})?");

    /** The sample, 28×28. */
    public static final DataSpec DEFAULT = new DataSpec(SAMPLE, "", false, 4000, 5000, 500, 1500, 1, "");

    /** A single image has no variation. */
    private static final int LEAST = 2;

    private static final int MOST = 100_000_000;

    /** Refuses unknown formats, a format without a path, parts of fewer than two images, and what is no SHA-256. */
    public DataSpec {
        if (!FORMATS.contains(format)) {
            throw new IllegalArgumentException("data.format must be one of " + FORMATS + ", got '" + format + "'");
        }
        if (path.isBlank() != format.equals(SAMPLE)) {
            throw new IllegalArgumentException(
                    path.isBlank()
                            ? "data.path must name the folder of the files for data.format " + format
                            : "data.path is for files on disk, but data.format " + SAMPLE + " ships with the library;"
                                    + " set data.format to one of " + FORMATS.subList(1, FORMATS.size()));
        }
        Checks.atLeast("data.network", LEAST, network);
        Checks.atLeast("data.decoder", LEAST, decoder);
        Checks.atLeast("data.validation", LEAST, validation);
        Checks.atLeast("data.measured", LEAST, measured);
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException(
                    "data.sha256 must have 64 hexadecimal digits in lower case, got '" + sha256 + "'");
        }
        Checks.atMost("the four parts of data together", MOST, (long) network + decoder + validation + measured);
    }

    /** The same parts of other images. */
    public DataSpec from(String otherFormat, String otherPath) {
        return new DataSpec(otherFormat, otherPath, halve, network, decoder, validation, measured, seed, sha256);
    }

    /** The same parts, chosen by another seed. */
    public DataSpec withSeed(long other) {
        return new DataSpec(format, path, halve, network, decoder, validation, measured, other, sha256);
    }

    /** The sizes of the four parts. */
    public int[] parts() {
        return new int[] {network, decoder, validation, measured};
    }
}
