package dev.infoplane.study.execute;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** How the process of a worker is started. */
record WorkerCommand(URI store, Path log, List<String> jvmOptions, Map<String, String> environment) {
    /** Two processes cannot listen on one port. */
    private static final List<String> OF_ONE_PROCESS =
            List.of("-agentlib:jdwp", "-Xrunjdwp", "-Xdebug", "-Dcom.sun.management.jmxremote");

    Process start(int port, String secret) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options(ManagementFactory.getRuntimeMXBean().getInputArguments()));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Worker.class.getName(),
                Integer.toString(port),
                store.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeAll(Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        builder.environment().putAll(environment);
        builder.environment().put(Worker.SECRET, secret);
        return builder.start();
    }

    /** @param inherited options of the parent; where both name a property, the later one, ours, counts */
    List<String> options(List<String> inherited) {
        return Stream.concat(
                        inherited.stream().filter(o -> OF_ONE_PROCESS.stream().noneMatch(o::startsWith)),
                        jvmOptions.stream())
                .toList();
    }
}
