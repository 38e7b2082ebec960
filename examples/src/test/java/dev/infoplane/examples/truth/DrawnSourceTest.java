package dev.infoplane.examples.truth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DrawnSourceTest {
    @ParameterizedTest
    @EnumSource
    void everyKindHoldsNoMoreThanItsImagesAndIsDrawnFromItsSeed(DrawnSource.Kind kind) {
        for (long seed = 1; seed < 3; seed++) {
            DrawnSource source = DrawnSource.of(kind, 30, seed);

            assertThat(source.t().rows()).isEqualTo(30);
            assertThat(source.truth()).isBetween(0.0, source.entropy() * (1 + 1e-9));
            assertThat(source.entropy()).isGreaterThan(1);
            assertThat(DrawnSource.of(kind, 30, seed).x().toArray())
                    .isEqualTo(source.x().toArray());
            assertThat(DrawnSource.of(kind, 30, seed + 100).name()).isNotEqualTo(source.name());
            assertThat(source.reduced().isEmpty())
                    .isEqualTo(kind == DrawnSource.Kind.PROTOTYPE || kind == DrawnSource.Kind.NOTHING);
            assertThat(source.reduced()).allSatisfy(r -> {
                assertThat(r.share()).isBetween(0.001, 0.5);
                assertThat(r.t().toArray()).isNotEqualTo(source.t().toArray());
            });
        }
    }
}
