package dev.infoplane.cli.study;

import java.io.Console;
import java.util.Map;

/** Whether standard output is a terminal that a line can be written over on. */
final class Terminal {
    private Terminal() {}

    static boolean isThere(Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", isWindows() ? "windows" : "dumb");
        return !term.equals("dumb") && !environment.containsKey("CI") && isTerminal(System.console());
    }

    private static boolean isWindows() {
        return System.getProperty("os.name").startsWith("Windows");
    }

    /** From JDK 22 on there can be a console without a terminal. */
    private static boolean isTerminal(Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
