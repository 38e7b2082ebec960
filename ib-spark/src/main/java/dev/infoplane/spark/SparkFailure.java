package dev.infoplane.spark;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.regex.Pattern;

/** Failures of Spark in a sentence. */
final class SparkFailure {
    /** What Spark says when a class is missing on an executor, or an old one is there. */
    private static final Pattern MISSING = Pattern.compile(
            "ClassNotFoundException|NoClassDefFoundError|NoSuchMethodError|InvalidClassException|SerializedLambda");

    private SparkFailure() {}

    /** Why a job ended. */
    static String reason(Throwable failure) {
        String all = String.valueOf(failure.getMessage());
        List<String> lines = Splitter.on('\n').splitToList(all);
        String first = lines.get(0);
        return MISSING.matcher(first).find()
                ? "they do not have the classes of this program on their class path, or others; spark-submit --jars,"
                        + " spark.jars or spark.executor.extraClassPath bring them there (" + first + ")"
                : first;
    }
}
