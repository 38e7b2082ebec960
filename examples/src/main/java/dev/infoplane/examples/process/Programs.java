package dev.infoplane.examples.process;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/**
 * How the programs of this package meet their users: no colours, digits that do not follow the locale, a sentence instead of a
 * stack trace. They exit with 0 if all went well, 1 if something failed, and 2 if the options make no sense, such as a folder
 * that cannot be one. Whatever they print is ASCII, apart from names that the user gave.
 */
public final class Programs {
    private Programs() {}

    public static CommandLine commandLine(Callable<Integer> program) {
        Locale.setDefault(Locale.ROOT);
        return new CommandLine(program)
                .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
                .registerConverter(Path.class, Programs::path)
                .setParameterExceptionHandler((e, arguments) -> {
                    System.err.println("error: " + e.getMessage() + "; --help lists the options");
                    return ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((e, commandLine, parsed) -> {
                    System.err.println("error: " + Failures.message(e));
                    return ExitCode.SOFTWARE;
                });
    }

    /** @throws ParameterException if an option that was given does not name a folder that is there */
    public static void requireFolder(CommandSpec program, String option, Path folder) {
        if (folder != null && (folder.toString().isBlank() || !Files.isDirectory(folder))) {
            throw new ParameterException(
                    program.commandLine(), option + " must be a folder that exists, got '" + folder + "'");
        }
    }

    /** Under the locale C, for instance, Java cannot name files whose names are not ASCII. */
    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("'" + text + "' cannot be the name of a file here (" + e.getReason()
                    + "; names are encoded as " + System.getProperty("sun.jnu.encoding")
                    + "); choose another name, or a locale with UTF-8, such as LC_ALL=C.UTF-8");
        }
    }
}
