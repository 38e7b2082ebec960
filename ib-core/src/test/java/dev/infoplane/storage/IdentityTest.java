package dev.infoplane.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {
    private static final Identity DECODER = Identity.of("decoder", 2)
            .with("learningRate", 5e-3)
            .with("filters", 16)
            .with("name", "a \"quoted\" name, ü")
            .with("unit", TimeUnit.SECONDS)
            .with("noise", List.of(0.1, 1))
            .with("more", Map.of("b", true, "a", Identity.of("seed", 1).with("value", -3L)));

    @Test
    void theCanonicalTextNeverChanges() {
        assertThat(DECODER.json())
                .isEqualTo(
                        "{\"filters\":16,\"kind\":\"decoder\",\"learningRate\":0.005,\"more\":{\"a\":{\"kind\":\"seed\","
                                + "\"value\":-3,\"version\":1},\"b\":true},\"name\":\"a \\\"quoted\\\" name, ü\",\"noise\":[0.1,1],"
                                + "\"unit\":\"SECONDS\",\"version\":2}");
        assertThat(Identity.of("seed", 1).with("value", 7).digest())
                .isEqualTo("ea46a8465783f0c1de8926fba451682c5266dc0620f301b62f2cafca4770e84b");
    }

    @Test
    void theOrderInWhichValuesAreGivenDoesNotMatter() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("a", 1);
        one.put("b", List.of("x"));
        Map<String, Object> two = new LinkedHashMap<>();
        two.put("b", List.of("x"));
        two.put("a", 1L);

        assertThat(Identity.of("k", 1).with(one)).isEqualTo(Identity.of("k", 1).with(two));
        assertThat(Identity.of("k", 1).with(one).digest())
                .isEqualTo(Identity.of("k", 1).with(two).digest());
    }

    @ParameterizedTest
    @CsvSource({
        "2e-3,0.002",
        "1e23,1E+23",
        "5e-7,5E-7",
        "0.002,0.002",
        "0.1,0.1",
        "-0.0,0",
        "100,100",
        "1e20,100000000000000000000",
        "4.9e-324,5E-324",
        "0.30000000000000004,0.30000000000000004"
    })
    void numbersHaveTheirShortestForm(double value, String text) {
        assertThat(Identity.of("k", 1).with("v", value).json()).contains("\"v\":" + text + ",");
        assertThat(Double.parseDouble(text)).isEqualTo(value + 0.0);
    }

    @Test
    void wholeNumbersOfAnyTypeAreEqual() {
        assertThat(Identity.of("k", 1).with("v", 100))
                .isEqualTo(Identity.of("k", 1).with("v", 100.0));
    }

    @Test
    void whatIsReadBackIsEqual() {
        assertThat(Identity.parse(DECODER.json())).isEqualTo(DECODER);
        assertThat(Identity.parse(" {\"version\": 1, \"value\": 7.0, \"kind\": \"seed\"}"))
                .isEqualTo(Identity.of("seed", 1).with("value", 7));
    }

    @Test
    void differencesNameEachValueThatIsNotTheSame() {
        Identity before = Identity.of("point", 1)
                .with("seed", 1)
                .with("decoder", Map.of("filters", 32, "steps", 9))
                .with("gone", "x");
        Identity now = Identity.of("point", 1)
                .with("seed", 1)
                .with("decoder", Map.of("filters", 16, "steps", 9))
                .with("added", true);

        assertThat(now.differencesFrom(before))
                .containsExactly("added: true, was absent", "decoder.filters: 16, was 32", "gone: absent, was \"x\"");
        assertThat(now.differencesFrom(now)).isEmpty();
    }

    @Test
    void withLeavesTheOriginalAsItWas() {
        Identity one = Identity.of("k", 1);
        one.with("a", 1);
        assertThat(one.json()).isEqualTo("{\"kind\":\"k\",\"version\":1}");
    }

    record Settings(int filters) {}

    @Test
    void valuesWithoutACanonicalFormAreRefused() {
        Identity k = Identity.of("k", 1);
        assertThatThrownBy(() -> k.with("r", new Settings(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'r'")
                .hasMessageContaining("Settings");
        assertThatThrownBy(() -> k.with("r", null)).hasMessageContaining("null");
        assertThatThrownBy(() -> k.with("r", Arrays.asList("x", null))).hasMessageContaining("r[1]");
        assertThatThrownBy(() -> k.with("r", Double.NaN)).hasMessageContaining("finite");
        assertThatThrownBy(() -> k.with("kind", "x")).hasMessageContaining("already");
        assertThatThrownBy(() -> k.with(" ", "x")).hasMessageContaining("blank");
        assertThatThrownBy(() -> Identity.of("k", 0)).hasMessageContaining("version");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", "[]", "{\"kind\":1}", "{", "3"})
    void whatIsNoIdentityIsRefused(String text) {
        assertThatThrownBy(() -> Identity.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anIdentityWithoutAValueIsThatOfTheRest() {
        Identity all = Identity.of("network", 1).with("layout", "a").with("values", 7);

        assertThat(all.without("values", "absent"))
                .isEqualTo(Identity.of("network", 1).with("layout", "a"));
        assertThat(all.json()).contains("values");
        assertThatThrownBy(() -> all.without("kind"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without its kind");
    }

    @Test
    void valuesAreReadBackByName() {
        Identity read = Identity.parse(DECODER.json());

        assertThat(read.kind()).isEqualTo("decoder");
        assertThat(read.version()).isEqualTo(2);
        assertThat(read.text("unit")).isEqualTo("SECONDS");
        assertThat(read.integer("filters")).isEqualTo(16);
        assertThat(read.number("learningRate")).isEqualTo(5e-3);
        assertThat(read.number("filters")).isEqualTo(16);
    }

    @Test
    void valuesOfAnotherTypeAreRefused() {
        assertThatThrownBy(() -> DECODER.text("absent"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'absent'")
                .hasMessageContaining("learningRate");
        assertThatThrownBy(() -> DECODER.text("filters")).hasMessageContaining("'filters' must be text, got 16");
        assertThatThrownBy(() -> DECODER.integer("learningRate"))
                .hasMessageContaining("'learningRate' must be a whole number, got 0.005");
        assertThatThrownBy(() -> DECODER.number("name")).hasMessageContaining("must be a number");
        assertThatThrownBy(() -> DECODER.number("noise")).hasMessageContaining("must be a number, got [0.1,1]");
    }
}
