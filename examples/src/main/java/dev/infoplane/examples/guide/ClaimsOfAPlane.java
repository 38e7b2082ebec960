package dev.infoplane.examples.guide;

import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlaneStore;
import dev.infoplane.report.HtmlReport;
import dev.infoplane.report.Hypothesis;
import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.study.hypothesis.ClaimTable;
import dev.infoplane.study.hypothesis.ClaimTests;
import dev.infoplane.study.hypothesis.SeededPlane;
import dev.infoplane.study.hypothesis.TestedClaim;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What may be claimed of the planes in a folder. Runs that differ in seeds are named so: {@code classifier-seed1}, {@code classifier-seed2}. */
public final class ClaimsOfAPlane {
    private ClaimsOfAPlane() {}

    /** Argument: the folder of a {@code PlaneStore}, which gets {@code claims.csv} and {@code claims.html}. */
    public static void main(String[] args) throws IOException {
        write(Path.of(args[0]));
    }

    static void write(Path folder) throws IOException {
        InformationPlane plane = PlaneStore.open(folder).plane();
        List<TestedClaim> claims = ClaimTests.standard().test(SeededPlane.of(plane));
        AtomicFiles.write(folder.resolve("claims.csv"), ClaimTable.csv(claims));
        HtmlReport.of("Claims", plane)
                .hypotheses(claims.stream().map(Hypothesis::of).toList())
                .write(folder.resolve("claims.html"));
    }
}
