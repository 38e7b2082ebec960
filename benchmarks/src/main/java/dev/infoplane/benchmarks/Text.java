package dev.infoplane.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The prose of pages that programs write: one Markdown file for each section, beside this class. */
enum Text {
    PREFACE,
    SILENCE,
    LITERATURE,
    DECODERS,
    TRUST,
    NEURAL,
    CLAIMS,
    QUANTITIES,
    TESTS,
    STRONG;

    List<String> lines() {
        String name = name().toLowerCase(Locale.ROOT) + ".md";
        try (InputStream in = Objects.requireNonNull(Text.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
