package dev.infoplane.probe.torch;

import dev.infoplane.probe.internal.Globs;
import dev.infoplane.probe.internal.TorchModules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Opens the inner modules of a TorchScript archive, traced or scripted, to probes. The engine runs such a model as one piece,
 * so its inner values can only be seen if the archive returns them. {@link #expose} writes a copy that computes the same by
 * the same code and has one more method, which also returns the values of chosen modules. Load the copy like any other model;
 * while a probe looks at it, each chosen module is a hook point: {@code "layer1.0.out"}.
 *
 * <p>Seen are modules that are called in straight-line code; not those called within a loop or branch, nor those that
 * give something else than one tensor, nor those of an archive
 * that was frozen, which has no modules any more. Values can be captured, not changed, and inputs of inner modules are not
 * there. A captured value is copied once more inside the engine.
 */
public final class TorchScript {
    private TorchScript() {}

    /**
     * The paths of the modules that can be exposed, in the order in which they are computed. A second call of a module is
     * {@code path@2}.
     *
     * @throws IOException if the archive cannot be read or is no TorchScript
     */
    public static List<String> modules(Path archive) throws IOException {
        TorchArchive opened = TorchArchive.read(archive);
        return new TorchExpansion(opened, path -> true, true).expand().captured();
    }

    /**
     * Writes a copy of an archive with inner modules exposed.
     *
     * @param archive a TorchScript archive
     * @param copy where to write; may be the archive itself, which stays as it was if writing fails
     * @param globs which modules, by globs over their paths: {@code *} stays within one part, {@code **} crosses parts
     * @throws IOException if the archive cannot be read or is no TorchScript, or the copy cannot be written
     * @throws IllegalArgumentException if a glob matches no module, listing what exists, if there is no glob, or if the archive is
     *     itself such a copy
     */
    public static void expose(Path archive, Path copy, String... globs) throws IOException {
        if (globs.length == 0) {
            throw new IllegalArgumentException(
                    "at least one glob of modules to expose is needed (\"**\" for all), got none");
        }
        List<String> all = modules(archive);
        Predicate<String> wanted = path -> false;
        for (String glob : globs) {
            Pattern pattern = Globs.pattern(glob);
            if (all.stream().noneMatch(p -> pattern.matcher(p).matches())) {
                throw new IllegalArgumentException("no module matches '" + glob + "' in " + archive.getFileName()
                        + "; modules called in straight-line code: "
                        + (all.isEmpty() ? "none (is the archive frozen?)" : String.join(", ", all)));
            }
            wanted = wanted.or(p -> pattern.matcher(p).matches());
        }
        TorchArchive opened = TorchArchive.read(archive);
        String root = opened.body(opened.rootType());
        if (root != null && root.contains("def " + TorchModules.PROBE + "(")) {
            throw new IllegalArgumentException("'" + archive.getFileName()
                    + "' is itself a copy with modules exposed; expose those of the archive it was made from");
        }
        List<String> exposed =
                new TorchExpansion(opened, wanted, false).expand().captured();
        opened.add(
                opened.rootType(),
                "  def " + TorchModules.POINTS + "(self: " + opened.rootType() + ") -> str:\n    return \""
                        + String.join(";", exposed) + "\"\n");
        opened.write(copy);
    }
}
