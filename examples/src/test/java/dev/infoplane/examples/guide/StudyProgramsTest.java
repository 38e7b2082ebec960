package dev.infoplane.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.study.hypothesis.TestedClaim;
import dev.infoplane.study.spec.SpecFile;
import dev.infoplane.study.spec.StudySpec;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of docs/guide/study-programs.md, at toy size. */
class StudyProgramsTest {
    @TempDir
    private Path folder;

    @Test
    void aFullStudyTestsItsClaimsAndWritesItsPage() throws Exception {
        List<TestedClaim> claims = FullStudy.run(
                SpecFile.preset("toy").toBuilder()
                        .regimes("classifier")
                        .networkSeeds(1, 2)
                        .draws(0)
                        .build(),
                folder);

        // I(X;T) and I(T;Y), three layers: fitting, compression, and depth for all but the first
        assertThat(claims)
                .hasSize(2 * (3 + 3 + 2))
                .allSatisfy(c -> assertThat(c.networks()).isEqualTo(2));
        assertThat(folder.resolve("report.html"))
                .content()
                .contains("accuracy on held-out images", "loss on held-out images");
        assertThat(folder.resolve("claims.csv")).content().hasLineCount(1 + claims.size());
        assertThat(folder.resolve("report.html")).content().contains("Fitting: I(X;T) of stage1.out (classifier)");
    }

    @Test
    void aStudyThatWasStoppedFindsWhatWasDone() throws Exception {
        StudySpec spec = SpecFile.preset("toy").toBuilder()
                .regimes("classifier")
                .hookPoints("stage3.out")
                .draws(0)
                .build();

        ResumedStudy.Tasks first = ResumedStudy.run(spec, folder, 5);
        ResumedStudy.Tasks second = ResumedStudy.run(spec, folder, Integer.MAX_VALUE);
        ResumedStudy.Tasks third = ResumedStudy.run(spec, folder, Integer.MAX_VALUE);

        assertThat(first.done()).isGreaterThanOrEqualTo(5);
        assertThat(second.found()).isGreaterThanOrEqualTo(first.done());
        assertThat(second.done()).isPositive();
        assertThat(third).isEqualTo(new ResumedStudy.Tasks(0, second.done() + second.found()));
    }

    @Test
    void imagesNetworkAndRegimeOfOnesOwnMakeAStudy() throws Exception {
        CustomStudy.writeImages(folder.resolve("images"), 400);

        List<TestedClaim> claims =
                FullStudy.run(CustomStudy.spec(folder.resolve("images"), 40, 8), folder.resolve("out"));

        assertThat(claims).extracting(c -> c.claim().regime()).contains("classifier", "upper-half");
    }
}
