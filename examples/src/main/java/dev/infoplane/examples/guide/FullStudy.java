package dev.infoplane.examples.guide;

import dev.infoplane.report.HtmlReport;
import dev.infoplane.report.Hypothesis;
import dev.infoplane.storage.AtomicFiles;
import dev.infoplane.study.Study;
import dev.infoplane.study.StudyResult;
import dev.infoplane.study.execute.ExecutorProvider;
import dev.infoplane.study.execute.TaskListener;
import dev.infoplane.study.hypothesis.ClaimTable;
import dev.infoplane.study.hypothesis.ClaimTests;
import dev.infoplane.study.hypothesis.SeededPlane;
import dev.infoplane.study.hypothesis.TestedClaim;
import dev.infoplane.study.spec.SpecFile;
import dev.infoplane.study.spec.StudySpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A whole study from Java: three networks of each regime, a plane, claims about it, and a page. */
public final class FullStudy {
    private FullStudy() {}

    /** Arguments: a preset, such as {@code toy} or {@code quick}, and a folder for the results. */
    public static void main(String[] args) throws IOException, InterruptedException {
        StudySpec spec =
                SpecFile.preset(args[0]).toBuilder().networkSeeds(1, 2, 3).build();
        run(spec, Path.of(args[1]));
    }

    static List<TestedClaim> run(StudySpec spec, Path folder) throws IOException, InterruptedException {
        StudyResult result = Study.of(spec).run(folder, () -> inProcess(folder), TaskListener.NONE);
        List<TestedClaim> claims = ClaimTests.standard().test(SeededPlane.of(result.plane()));
        AtomicFiles.write(folder.resolve("claims.csv"), ClaimTable.csv(claims));
        HtmlReport report = HtmlReport.of(spec.title(), result.plane())
                .hypotheses(claims.stream().map(Hypothesis::of).toList())
                .manifest(result.manifest().entries());
        result.metrics().forEach((run, all) -> all.forEach((name, byEpoch) -> report.metric(name, run, byEpoch)));
        report.write(folder.resolve("report.html"));
        return claims;
    }

    /** One task after the other, in this process. Other executors are {@code processes} and {@code spark}. */
    static ExecutorProvider.Opened inProcess(Path folder) throws IOException {
        return ExecutorProvider.of("local")
                .open(new ExecutorProvider.Request(folder, 1, Optional.empty(), Optional.empty()));
    }
}
