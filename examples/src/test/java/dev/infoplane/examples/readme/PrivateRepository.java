package dev.infoplane.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A local Maven repository of its own, so that a test can use this build's artifacts without installing them. Everything
 * else comes from the repository of the surrounding build, which is read as if it were a remote one; what is missing there
 * is looked up wherever the user's settings say.
 */
final class PrivateRepository {
    private final Path folder;
    private final Path settings;

    private PrivateRepository(Path folder, Path settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /** Holds the modules on the class path, their parent and the BOM, in this version. */
    static PrivateRepository of(String version) throws IOException {
        Path folder = Path.of("target", "readme-repository").toAbsolutePath();
        List<Path> jars = modules(version);
        assumeThat(jars)
                .as("modules as jars, which 'mvn verify' has and 'mvn test' has not")
                .isNotEmpty();
        for (Path jar : jars) {
            String name = jar.getFileName().toString();
            String module = name.substring(0, name.length() - version.length() - "-.jar".length());
            copy(jar, folder, module, version, ".jar");
            copy(Path.of("..", module, "pom.xml"), folder, module, version, ".pom");
        }
        copy(Path.of("..", "pom.xml"), folder, "infoplane-parent", version, ".pom");
        copy(Path.of("..", "ib-bom", "pom.xml"), folder, "ib-bom", version, ".pom");
        return new PrivateRepository(folder, writeSettings(folder));
    }

    private static List<Path> modules(String version) {
        List<Path> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            String name = path.getFileName().toString();
            if (name.startsWith("ib-") && name.endsWith("-" + version + ".jar")) {
                jars.add(path);
            }
        }
        return jars;
    }

    private static void copy(Path file, Path repository, String artifact, String version, String ending)
            throws IOException {
        Path home = repository
                .resolve("dev/infoplane")
                .resolve(artifact)
                .resolve(version)
                .resolve(artifact + "-" + version + ending);
        Files.createDirectories(home.getParent());
        Files.copy(file, home, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path writeSettings(Path folder) throws IOException {
        String surrounding =
                """
                <id>surrounding-build</id>
                <url>%s</url>
                <releases><checksumPolicy>ignore</checksumPolicy></releases>
                <snapshots><enabled>false</enabled></snapshots>
                """.formatted(Path.of(System.getProperty("readme.repository")).toUri());
        String text = """
                <settings>
                  <profiles>
                    <profile>
                      <id>surrounding-build</id>
                      <repositories><repository>%1$s</repository></repositories>
                      <pluginRepositories><pluginRepository>%1$s</pluginRepository></pluginRepositories>
                    </profile>
                  </profiles>
                  <activeProfiles><activeProfile>surrounding-build</activeProfile></activeProfiles>
                </settings>
                """.formatted(surrounding);
        return Files.writeString(folder.resolve("settings.xml"), text);
    }

    /** Runs a Maven command in a folder and returns what it printed; fails if the command does. */
    String run(Path project, List<String> command) throws IOException, InterruptedException {
        assertThat(command.get(0)).isEqualTo("mvn");
        boolean windows = File.separatorChar == '\\';
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("readme.maven.home"), "bin", windows ? "mvn.cmd" : "mvn")
                .toString());
        words.addAll(command.subList(1, command.size()));
        words.addAll(List.of("-B", "-Dmaven.repo.local=" + folder, "-gs", settings.toString()));
        if ("offline: true".equals(System.getProperty("readme.network"))) {
            words.addAll(List.of("-o", "-Daether.offline.protocols=file"));
        }
        Path output = project.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().merge("MAVEN_OPTS", "-XX:TieredStopAtLevel=1", (given, quick) -> given + " " + quick);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(10, TimeUnit.MINUTES))
                    .as(() -> "ended within ten minutes: " + read(output))
                    .isTrue();
            assertThat(process.exitValue()).as(() -> read(output)).isZero();
            return read(output);
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
