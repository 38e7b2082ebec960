package dev.infoplane.examples.study;

import dev.infoplane.examples.process.Programs;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlaneStore;
import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.study.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Does what a plane says stand when its decoders learn longer? Lays two studies of the same network and images side by side:
 * decodable information about the image at their common points, the order of layers, and what changed between epochs.
 */
@Command(
        name = "plane-agreement",
        mixinStandardHelpOptions = true,
        description = "Lays the planes of two studies side by side and counts which of their differences agree.",
        sortOptions = false)
public final class PlaneAgreement implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FIRST", description = "Folder of a study.")
    private Path firstFolder;

    @Parameters(index = "1", paramLabel = "SECOND", description = "Folder of the same study with a larger budget.")
    private Path secondFolder;

    @Option(names = "--page", paramLabel = "FILE", description = "Where the tables go (default: standard output).")
    private Path page;

    private PlaneAgreement() {}

    /** Runs the comparison. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return Programs.commandLine(new PlaneAgreement());
    }

    @Override
    public Integer call() throws IOException {
        requireSameStudy(firstFolder, secondFolder);
        String tables = AgreementPage.of(plane(firstFolder), plane(secondFolder));
        if (page == null) {
            System.out.print(tables);
        } else {
            AtomicFiles.write(page.toAbsolutePath(), tables);
        }
        return 0;
    }

    private static void requireSameStudy(Path a, Path b) throws IOException {
        Manifest first = Manifest.in(a);
        Manifest second = Manifest.in(b);
        for (String name : List.of("preset", "seed", "data")) {
            String ofFirst = first.value(name).orElse("unknown");
            String ofSecond = second.value(name).orElse("unknown");
            if (!ofFirst.equals(ofSecond)) {
                throw new IOException("not the same study: the " + name + " of '" + a + "' is '" + ofFirst
                        + "', that of '" + b + "' is '" + ofSecond + "'");
            }
        }
    }

    private static InformationPlane plane(Path folder) {
        return PlaneStore.open(folder).plane();
    }
}
