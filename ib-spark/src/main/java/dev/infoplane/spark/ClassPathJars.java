package dev.infoplane.spark;

import com.google.common.base.Splitter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** What of a class path executors do not have by themselves. */
final class ClassPathJars {
    private static final String SPARK = "spark-core_";

    private ClassPathJars() {}

    /**
     * All jars but those that lie beside Spark's own, as in the folder {@code jars} of an installation, or have the name of one of
     * them.
     *
     * @param classPath as the system property has it; what the manifests of its jars name counts too
     */
    static Collection<Path> besideSpark(String classPath) throws IOException {
        Set<Path> all = new LinkedHashSet<>();
        for (String entry :
                Splitter.on(File.pathSeparatorChar).omitEmptyStrings().split(classPath)) {
            add(Path.of(entry).toAbsolutePath(), all);
        }
        Map<String, Path> byName = new LinkedHashMap<>(); // Spark refuses two of one name
        all.forEach(jar -> byName.putIfAbsent(jar.getFileName().toString(), jar));
        byName.keySet().removeAll(installed(all));
        return byName.values();
    }

    private static void add(Path jar, Set<Path> all) throws IOException {
        if (!Files.isRegularFile(jar) || !all.add(jar)) {
            return;
        }
        for (String named : Splitter.on(' ').omitEmptyStrings().split(namedBy(jar))) {
            add(Path.of(jar.toUri().resolve(named)), all);
        }
    }

    private static String namedBy(Path jar) throws IOException {
        try (JarFile opened = new JarFile(jar.toFile())) {
            return Optional.ofNullable(opened.getManifest())
                    .map(Manifest::getMainAttributes)
                    .map(attributes -> attributes.getValue(Attributes.Name.CLASS_PATH))
                    .orElse("");
        }
    }

    private static Set<String> installed(Collection<Path> jars) {
        Set<String> names = new HashSet<>();
        for (Path spark : jars) {
            if (spark.getFileName().toString().startsWith(SPARK)) {
                jars.stream()
                        .filter(jar -> spark.getParent().equals(jar.getParent()))
                        .forEach(jar -> names.add(jar.getFileName().toString()));
            }
        }
        return names;
    }
}
