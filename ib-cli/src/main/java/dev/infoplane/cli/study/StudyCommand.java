package dev.infoplane.cli.study;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Studies: many points of several networks, from a file. */
@Command(
        name = "study",
        mixinStandardHelpOptions = true,
        description = "Trains networks and measures information planes of them, as a YAML file says.",
        subcommands = {StudyRunCommand.class, StudyCheckCommand.class, StudySchemaCommand.class})
public final class StudyCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    private StudyCommand() {}

    /** Without a command: what there is. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing: run, check or schema");
    }
}
