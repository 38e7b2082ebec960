package dev.infoplane.study.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SpecFileTest {
    @TempDir
    private Path folder;

    static List<String> presets() {
        return SpecFile.PRESETS;
    }

    @ParameterizedTest
    @MethodSource("presets")
    void presetsAreFilesLikeAnyOther(String name) {
        assertThat(SpecFile.parse(SpecFile.presetText(name), "here")).isEqualTo(SpecFile.preset(name));
    }

    /** In any other order, the same study would write another report each time. */
    @Test
    void settingsComeInTheOrderOfTheirNames() {
        Map<String, Object> settings = new LinkedHashMap<>();
        for (String name : List.of("steps", "levels", "window", "classes", "hidden", "batchSize", "low")) {
            settings.put(name, 1);
        }
        assertThat(List.copyOf(new EstimatorSpec("any", settings).settings().keySet()))
                .isSorted();
        assertThat(List.copyOf(
                        new ModelSpec("group:artifact", settings).settings().keySet()))
                .isSorted();
    }

    @Test
    void aFileIsTheSameAsABuilder() {
        StudySpec read = SpecFile.parse("""
                title: Mine
                data: {halve: true, network: 100, decoder: 200, validation: 30, measured: 40, seed: 7}
                model:
                  source: my.Factory
                  settings: {width: 8, rate: 0.5, kind: plain, deep: false}
                regimes: [classifier, my.Regime]
                training: {batchSize: 5, learningRate: 1e-2}
                epochs: {at: [3, 0]}
                hookPoints: [stem.out]
                shareUntrained: false
                input: {estimator: ksg1, settings: {k: 4}}
                label: {estimator: classifier, settings: {steps: 3}}
                draws: 0
                networkSeeds: [1, 2]
                decoderSeeds: [3]
                """, "here");

        assertThat(read)
                .isEqualTo(StudySpec.builder()
                        .title("Mine")
                        .data(new DataSpec(DataSpec.SAMPLE, "", true, 100, 200, 30, 40, 7, ""))
                        .model(new ModelSpec(
                                "my.Factory", Map.of("width", 8, "rate", 0.5, "kind", "plain", "deep", false)))
                        .regimes("classifier", "my.Regime")
                        .training(new TrainingSpec(5, 0.01))
                        .epochs(EpochSpec.at(List.of(0, 3)))
                        .hookPoints("stem.out")
                        .shareUntrained(false)
                        .input(new EstimatorSpec("ksg1", Map.of("k", 4)))
                        .label(new EstimatorSpec("classifier", Map.of("steps", 3)))
                        .draws(0)
                        .networkSeeds(1, 2)
                        .decoderSeeds(3)
                        .build());
    }

    @Test
    void anEmptyFileHasAllDefaults() {
        assertThat(SpecFile.parse("# nothing\n", "here")).isEqualTo(StudySpec.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "hookpoint: [a]|here, line 1: there is no field 'hookpoint'; did you mean 'hookPoints'? There are [title,",
                "data: {meassured: 3}|line 1: there is no field 'data.meassured'; did you mean 'data.measured'?",
                "title: a\\ndata:\\n  network: many|line 3: data.network must be a whole number, got 'many'",
                "data: {network: 1.5}|data.network must be a whole number, got '1.5'",
                "data: {network: 3, network: 4}|data.network is there twice",
                "data: {halve: perhaps}|data.halve must be true or false, got 'perhaps'",
                "data: {network: 0}|line 1: data.network must be at least 2, got 0",
                "data: {validation: -3}|data.validation must be at least 2, got -3",
                "data: {measured: 1}|data.measured must be at least 2, got 1",
                "data: {decoder: 1e12}|data.decoder must be a whole number, got '1e12'",
                "data: {network: 2000000000, decoder: 2000000000}|the four parts of data together must be at most 100000000",
                "training: {batchSize: 0}|training.batchSize must be at least 1, got 0",
                "training: {batchSize: 5000}|training.batchSize must be at most data.network, 4000, got 5000",
                "training: {learningRate: 0}|training.learningRate must lie between 1.0E-7 and 1.0, got 0.0",
                "training: {learningRate: 1e300}|training.learningRate must lie between 1.0E-7 and 1.0, got 1.0E300",
                "training: {learningRate: -.inf}|training.learningRate must be a number, got '-.inf'",
                "epochs: {at: [1, 0, 1]}|epochs.at must all be different, got [1, 0, 1]",
                "epochs: {at: [1000000000]}|epochs.at must lie between 0 and 100000, got [1000000000]",
                "epochs: {last: 1000000000}|epochs.last must be at most 100000",
                "epochs: {count: 1000000000}|epochs.count must be at most 100000",
                "epochs: {count: 1}|epochs.count must be at least 2, got 1",
                "hookPoints: [a, a]|hookPoints must all be different, got [a, a]",
                "hookPoints: []|hookPoints must name at least one, got none",
                "networkSeeds: [1, 1]|networkSeeds must all be different, got [1, 1]",
                "decoderSeeds: []|decoderSeeds must name at least one, got none",
                "draws: 1000000|draws must be at most 1000, got 1000000",
                "title: ' '|title must have a text, got ' '",
                "noise: {sigmas: [1e300]}|noise.sigmas must lie between 1.0E-4 and 10000.0 deviations of the layer: less is",
                "noise: {sigmas: [1e-300]}|less is lost in rounding, and more hides the layer, got 1.0E-300",
                "noise: {sigmas: [.nan]}|noise.sigmas must be a number, got '.nan'",
                "noise: {sigmas: [1], epochs: [0, 0]}|noise.epochs must all be different, got [0, 0]",
                "audit: {estimator: a, epochs: [0, 0]}|audit.epochs must all be different, got [0, 0]",
                "audit: {estimator: a, epochs: [7]}|audit.epochs must be among the epochs of the study",
                "audit: {epochs: [0]}|audit.epochs [0] need audit.estimator, such as pooled-context-mlp",
                "data: {network: 99999999999}|data.network must be a whole number, got '99999999999'",
                "data: {format: tiff, path: x}|data.format must be one of [fashion-mnist-sample, idx, cifar10-binary, folders]",
                "data: {format: idx}|data.path must name the folder of the files for data.format idx",
                "data: {path: x}|data.path is for files on disk",
                "data: 3|data must have fields",
                "regimes: classifier|regimes must be a list, such as [a, b]",
                "regimes: []|regimes must name at least one, got none",
                "regimes: [a, a]|regimes must all be different, got [a, a]",
                "regimes: [a b]|'a b' is no name of a regime or a class",
                "epochs: {at: [-1]}|epochs.at must lie between 0 and 100000, got [-1]",
                "epochs: {last: 0}|epochs.last must be at least 1, got 0",
                "model: {source: 'a b'}|model.source must be group:artifact, such as",
                "input: {estimator: ''}|input.estimator must be the id of an estimator or a density family, got none",
                "audit: {settings: {a: 1}}|the settings [a] need the id of the estimator or density family",
                "audit: closed-form|audit must have fields",
                "noise: {sigmas: [0.1, -1]}|noise.sigmas must lie between 1.0E-4 and 10000.0",
                "noise: {sigmas: [1, 1.0]}|noise.sigmas must all be different",
                "noise: {sigmas: [much]}|noise.sigmas must be a number, got 'much'",
                "noise: {epochs: [1]}|noise.epochs [1] need noise.sigmas",
                "noise: {sigmas: [1], epochs: [7]}|noise.epochs must be among the epochs of the study",
                "input: {settings: {a: [1]}}|input.settings.a must have a value",
                "input: {settings: {a: {b: 1}}}|input.settings.a must have a value, not fields",
                "data: {sha256: abc}|data.sha256 must have 64 hexadecimal digits in lower case, got 'abc'",
                "training: {learningRate: .nan}|training.learningRate must be",
                "title:|title must have a value",
                "- a|a study must have fields",
                "title: 'a|here, line 1: not readable as YAML",
                "draws: -1|draws must be at least 0, got -1",
                "networkSeeds: [0, -1]|networkSeeds must lie between 0 and 2147483647, got -1",
            })
    void mistakesSayWhereTheyAreAndWhatExists(String yaml, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpecFile.parse(yaml.replace("\\n", "\n"), "here"))
                .withMessageContaining(message);
    }

    @Test
    void presetsAndFilesThatDoNotExistAreSaidToBeMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpecFile.preset("small"))
                .withMessage("no preset 'small'; there are [toy, quick, fashion, cifar10, cinic10]");
        Path missing = folder.resolve("study.yaml");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> SpecFile.read(missing))
                .withMessage("the study '" + missing + "' cannot be read: '" + missing + "' does not exist");
    }

    @ParameterizedTest
    @CsvSource({"30, 6, '0,1,2,5,13,30'", "1, 2, '0,1'", "3, 20, '0,1,2,3'", "200, 2, '0,200'"})
    void epochsAreSpacedOutOnALogarithmicScale(int last, int count, String expected) {
        assertThat(new EpochSpec(List.of(), last, count).epochs())
                .containsExactly(java.util.Arrays.stream(expected.split(","))
                        .map(Integer::valueOf)
                        .toArray(Integer[]::new));
    }
}
