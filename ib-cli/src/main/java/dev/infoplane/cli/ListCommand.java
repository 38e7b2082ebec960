package dev.infoplane.cli;

import dev.infoplane.estimate.spi.Capabilities;
import dev.infoplane.estimate.spi.EstimatorProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code infoplane list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the estimators with what they claim and what can be set.")
final class ListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    @Override
    public Integer call() {
        EstimatorChoice choice = new EstimatorChoice();
        Result result = new Result();
        List<Map<String, Object>> all = new ArrayList<>();
        for (String id : choice.registry().ids()) {
            EstimatorProvider provider = choice.registry().provider(id);
            Capabilities can = provider.capabilities();
            Map<String, String> settings = new TreeMap<>();
            provider.settings().forEach(s -> settings.put(s.name(), String.valueOf(s.defaultValue())));
            String variables = can.variables().stream()
                    .map(v -> v.name().toLowerCase(Locale.ROOT))
                    .sorted()
                    .collect(Collectors.joining(", "));
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("id", id);
            entry.put("bound", can.bound().phrase());
            entry.put("variables", variables);
            entry.put("max_dimensions", can.maxDimensions() == Integer.MAX_VALUE ? null : can.maxDimensions());
            entry.put("needs_labels", can.needsLabels());
            entry.put("needs_engine", can.needsEngine());
            entry.put("settings", settings);
            all.add(entry);
            result.line(
                    id,
                    can.bound().phrase() + "; " + variables
                            + (can.maxDimensions() == Integer.MAX_VALUE
                                    ? ""
                                    : ", up to " + can.maxDimensions() + " columns a side")
                            + (can.needsLabels() ? ", with labels" : "")
                            + (can.needsEngine() ? ", with a DJL engine on the class path" : "")
                            + "; settings "
                            + settings);
        }
        result.json().put("estimators", all);
        result.print(spec.commandLine().getOut(), format);
        return 0;
    }
}
