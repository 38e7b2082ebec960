package dev.infoplane.cli;

import dev.infoplane.cli.study.StudyCommand;
import dev.infoplane.storage.AtomicFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code infoplane}. */
@Command(
        name = "infoplane",
        mixinStandardHelpOptions = true,
        versionProvider = Infoplane.Version.class,
        description = "Measures mutual information between arrays in files (.npy, .npz, .csv, .tsv), and runs studies.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all went well",
            "1:something failed, such as a disk that is full",
            "2:what was asked for makes no sense",
            "3:--strict was given and an estimate carries a warning"
        },
        subcommands = {
            EstimateCommand.class,
            ListCommand.class,
            RecommendCommand.class,
            PlaneCommand.class,
            StudyCommand.class
        })
public final class Infoplane implements Runnable {
    static final int WARNED = 3;

    @Spec
    private CommandSpec spec;

    private Infoplane() {}

    /** Runs a command and ends with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The program, for callers that want to redirect its output. */
    public static CommandLine commandLine() {
        Locale.setDefault(Locale.ROOT);
        return new CommandLine(new Infoplane())
                .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Path.class, Infoplane::path)
                .setParameterExceptionHandler((e, arguments) ->
                        fail(e.getCommandLine().getErr(), sentence(e) + "; --help lists what there is", ExitCode.USAGE))
                .setExecutionExceptionHandler((e, commandLine, parsed) -> executionFailed(commandLine.getErr(), e));
    }

    /** Under the locale C, for instance, Java cannot name files whose names are not ASCII. */
    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new CommandLine.TypeConversionException(unnameable(e));
        }
    }

    private static String unnameable(InvalidPathException e) {
        return "'" + e.getInput() + "' cannot be the name of a file here (" + e.getReason() + "; names are encoded as "
                + System.getProperty("sun.jnu.encoding")
                + "); choose another name, or a locale with UTF-8, such as LC_ALL=C.UTF-8";
    }

    private static String sentence(CommandLine.ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            List<String> nearest = unmatched.getSuggestions();
            return firstLine(e) + (nearest.isEmpty() ? "" : "; did you mean " + String.join(" or ", nearest) + "?");
        }
        return firstLine(e);
    }

    private static int executionFailed(PrintWriter err, Exception e) {
        if (e instanceof InvalidPathException name) {
            return fail(err, unnameable(name), ExitCode.USAGE);
        }
        if (e instanceof IllegalArgumentException) {
            return fail(err, firstLine(e), ExitCode.USAGE);
        }
        IOException io = e instanceof UncheckedIOException unchecked
                ? unchecked.getCause()
                : e instanceof IOException itself ? itself : null;
        String text = e.getMessage() == null ? e.toString() : firstLine(e);
        String reason = io == null || io != e ? text : AtomicFiles.reason(io);
        return fail(err, reason.equals(text) ? text : reason + ": " + text, ExitCode.SOFTWARE);
    }

    private static int fail(PrintWriter err, String sentence, int code) {
        err.println("infoplane: " + sentence);
        err.flush();
        return code;
    }

    /** Picocli names options of pairs twice: "option option '--set'". */
    private static String firstLine(CommandLine.ParameterException e) {
        return firstLine((Exception) e).replace("option option ", "option ");
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").trim();
    }

    /** Without a command: what there is. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "a command is missing: estimate, list, recommend, plane or study");
    }

    /** The version in the manifest of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Infoplane.class.getPackage().getImplementationVersion();
            return new String[] {"infoplane " + (version == null ? "(not packaged)" : version)};
        }
    }
}
