package dev.infoplane.examples.study;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help;

/**
 * How the programs of this package meet their users: no colours, digits that do not follow the locale, a sentence instead of a
 * stack trace. They exit with 0 if all went well, 1 if something failed, and 2 if the options make no sense.
 */
final class Programs {
    private Programs() {}

    static CommandLine commandLine(Callable<Integer> program) {
        Locale.setDefault(Locale.ROOT);
        return new CommandLine(program)
                .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
                .setParameterExceptionHandler((e, arguments) -> {
                    System.err.println("error: " + e.getMessage() + "; --help lists the options");
                    return ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((e, commandLine, parsed) -> {
                    System.err.println("error: " + Failures.message(e));
                    return ExitCode.SOFTWARE;
                });
    }
}
