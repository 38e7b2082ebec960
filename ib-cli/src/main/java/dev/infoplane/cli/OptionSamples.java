package dev.infoplane.cli;

import dev.infoplane.data.DataFiles;
import dev.infoplane.estimate.Samples;

/** Reads arrays that a user names, so that what is wrong with their values is said under that name. */
final class OptionSamples {
    private OptionSamples() {}

    /** How messages call what an option names: {@code --y 'labels.npy'}. */
    static String name(String option, String source) {
        return option + " '" + source + "'";
    }

    /**
     * The samples that an option names.
     *
     * @throws IllegalArgumentException as {@link DataFiles#samples} does, and if a value is not finite, naming the option, the file,
     *     the row and the column
     */
    static Samples read(String option, String source) {
        return finite(DataFiles.samples(source), name(option, source));
    }

    /** Refuses values that are not finite. */
    static Samples finite(Samples samples, String name) {
        try {
            return samples.requireFinite(name);
        } catch (IllegalArgumentException notFinite) {
            throw new IllegalArgumentException(
                    notFinite.getMessage() + "; leave such rows out of all files, so that rows still belong together",
                    notFinite);
        }
    }
}
