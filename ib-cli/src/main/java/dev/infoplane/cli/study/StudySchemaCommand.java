package dev.infoplane.cli.study;

import dev.infoplane.study.spec.SpecFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what a spec looks like. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Prints the JSON Schema of a study, or a preset to start from.")
final class StudySchemaCommand implements Runnable {
    @Option(names = "--preset", description = "Prints this preset instead.")
    private String preset = "";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        String text = preset.isEmpty() ? SpecFile.schema() : SpecFile.presetText(preset);
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
    }
}
