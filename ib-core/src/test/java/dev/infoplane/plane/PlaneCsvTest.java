package dev.infoplane.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.estimate.LearningCurve;
import dev.infoplane.estimate.NoiseModel;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaneCsvTest {
    private final Estimate input = Estimate.of(Information.ofBits(392), BoundKind.LOWER, "decoder-bound", 300)
            .standardError(Information.ofBits(1.96))
            .noise(NoiseModel.gaussian(0.1))
            .inputDimensions(196)
            .learningCurve(new LearningCurve(List.of(new LearningCurve.Point(0, 9), new LearningCurve.Point(40, 8))))
            .convergenceGap(new ConvergenceGap(Information.ofBits(3), Information.ofBits(1), Information.ofBits(6)))
            .generalizationGap(Information.ofBits(7))
            .decoderSpread(Information.ofBits(4))
            .warning("not converged")
            .build();
    private final Estimate label = Estimate.of(Information.ofBits(3), BoundKind.DECODABLE, "classifier", 200)
            .warning("small, very small")
            .build();

    @Test
    void aRowSaysWhatWasMeasuredAndWhatItClaims() throws IOException {
        CSVRecord row = row(Optional.of(input), Optional.of(label));

        assertThat(row.get("run")).isEqualTo("classifier");
        assertThat(row.get("epoch")).isEqualTo("5");
        assertThat(row.get("hook_point")).isEqualTo("stage1.out");
        assertThat(number(row, "input_information_bits")).isCloseTo(392, within(1e-9));
        assertThat(number(row, "input_information_se_bits")).isCloseTo(1.96, within(1e-12));
        assertThat(number(row, "input_information_bits_per_dim")).isCloseTo(2, within(1e-12));
        assertThat(number(row, "input_information_se_bits_per_dim")).isCloseTo(0.01, within(1e-12));
        assertThat(row.get("input_bound")).isEqualTo("lower bound");
        assertThat(row.get("input_noise")).isEqualTo("gaussian(sigma=0.1)");
        assertThat(row.get("input_estimator")).isEqualTo("decoder-bound");
        assertThat(row.get("input_samples")).isEqualTo("300");
        assertThat(row.get("input_steps")).isEqualTo("40");
        assertThat(number(row, "input_convergence_gap_bits")).isCloseTo(3, within(1e-12));
        assertThat(number(row, "input_convergence_gap_low_bits")).isCloseTo(1, within(1e-12));
        assertThat(number(row, "input_convergence_gap_high_bits")).isCloseTo(6, within(1e-12));
        assertThat(number(row, "input_generalization_gap_bits")).isCloseTo(7, within(1e-12));
        assertThat(number(row, "input_decoder_spread_bits")).isCloseTo(4, within(1e-12));
        assertThat(row.get("label_convergence_gap_bits")).isEmpty();
        assertThat(number(row, "label_information_bits")).isCloseTo(3, within(1e-12));
        assertThat(row.get("label_bound")).isEqualTo("decodable information");
        assertThat(row.get("label_noise")).isEqualTo("none");
        assertThat(row.get("label_estimator")).isEqualTo("classifier");
        assertThat(row.get("label_samples")).isEqualTo("200");
        assertThat(row.get("warnings")).isEqualTo("not converged | small, very small");
    }

    @Test
    void whatIsNotKnownIsLeftEmpty() throws IOException {
        CSVRecord row = row(Optional.empty(), Optional.of(label));

        assertThat(row.toMap().entrySet().stream().filter(e -> e.getKey().startsWith("input_")))
                .hasSize(14)
                .allMatch(e -> e.getValue().isEmpty());
        assertThat(row.get("label_information_se_bits")).isEmpty();
        assertThat(row.get("label_steps")).isEmpty();
    }

    @Test
    void linesEndTheSameOnEverySystem() throws IOException {
        assertThat(text(Optional.of(input), Optional.empty()))
                .doesNotContain("\r")
                .endsWith("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"})
    void textThatASpreadsheetWouldTakeForAFormulaStaysText(String text) throws IOException {
        Estimate e = Estimate.of(Information.ofBits(-3), BoundKind.POINT, text, 200)
                .warning(text)
                .build();
        CSVRecord row = parsed(PlaneCsv.write(InformationPlane.of(
                List.of(new PlanePoint(new PointKey(text, 5, text + ".out"), Optional.of(e), Optional.of(e))))));

        assertThat(row.get("run")).isEqualTo("'" + text);
        assertThat(row.get("hook_point")).isEqualTo("'" + text + ".out");
        assertThat(row.get("input_estimator")).isEqualTo("'" + text);
        assertThat(row.get("label_estimator")).isEqualTo("'" + text);
        assertThat(row.get("warnings")).isEqualTo("'" + text.strip() + " | " + text.strip());
        assertThat(number(row, "input_information_bits"))
                .as("numbers stay numbers")
                .isCloseTo(-3, within(1e-12));
    }

    private static double number(CSVRecord row, String column) {
        return Double.parseDouble(row.get(column));
    }

    private static CSVRecord row(Optional<Estimate> x, Optional<Estimate> y) throws IOException {
        return parsed(text(x, y));
    }

    private static CSVRecord parsed(String table) throws IOException {
        List<CSVRecord> rows = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(table))
                .getRecords();
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private static String text(Optional<Estimate> x, Optional<Estimate> y) throws IOException {
        return PlaneCsv.write(
                InformationPlane.of(List.of(new PlanePoint(new PointKey("classifier", 5, "stage1.out"), x, y))));
    }
}
