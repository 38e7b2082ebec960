package dev.infoplane.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Style sheets and scripts that are copied into every page, and the policy by which a browser runs nothing else. */
final class Assets {
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/" + uplotVersion() + "/";

    /** What a page is styled with; uPlot's rules come first. */
    static final String CSS = text(UPLOT + "dist/uPlot.min.css") + "\n" + text("report.css");

    /** The licence of uPlot, the MIT licence. */
    static final String UPLOT_LICENCE = text(UPLOT + "LICENSE").strip();

    /** The scripts in the order in which they run: the charting library uPlot, and what makes the charts of the page with it. */
    static final List<String> SCRIPTS = Stream.of(UPLOT + "dist/uPlot.iife.min.js", "look.js", "chart.js", "report.js")
            .map(resource -> text(resource).strip())
            .toList();

    /** The content security policy: these scripts, styles and embedded images; no other script, no request to anywhere. */
    static final String POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src "
            + SCRIPTS.stream().map(Assets::hash).collect(Collectors.joining(" "));

    private Assets() {}

    private static String uplotVersion() {
        Properties properties = new Properties();
        try (InputStream in = open("/META-INF/maven/org.webjars.npm/uplot/pom.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the version of uPlot cannot be read", e);
        }
        return properties.getProperty("version");
    }

    private static String text(String resource) {
        try (InputStream in = open(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + resource + " cannot be read", e);
        }
    }

    private static InputStream open(String resource) {
        InputStream in = Assets.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException("the class path lacks " + resource
                    + "; the page needs the jars of ib-report and of org.webjars.npm:uplot");
        }
        return in;
    }

    private static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
