package dev.infoplane.cli;

import dev.infoplane.estimators.choice.Estimators;
import dev.infoplane.estimators.choice.Recommendation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code infoplane recommend}. */
@Command(
        name = "recommend",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Chooses an estimator for two arrays and says why.")
final class RecommendCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--x", required = true, paramLabel = "FILE", description = "Inputs or labels, as for 'estimate'.")
    private String x;

    @Option(names = "--t", required = true, paramLabel = "FILE", description = "Activations, row by row as X.")
    private String t;

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    @Override
    public Integer call() {
        Recommendation found = Estimators.recommend(OptionSamples.read("--x", x), OptionSamples.read("--t", t));
        Result result = new Result().add("estimator", found.id(), "estimator", found.id() + " " + found.settings());
        result.json().put("settings", found.settings());
        result.json().put("reasons", found.reasons());
        result.json().put("considered", found.considered());
        found.reasons().forEach(reason -> result.line("because", reason));
        result.cautions(found.cautions());
        found.considered().forEach(tried -> result.line("tried " + tried.id(), tried.finding()));
        result.print(spec.commandLine().getOut(), format);
        return 0;
    }
}
