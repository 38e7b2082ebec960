package dev.infoplane.density;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.infoplane.density.spi.DensityPlugin;
import dev.infoplane.density.spi.DensityProvider;
import dev.infoplane.density.spi.DensityRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class DensityRegistryTest {
    private record Nothing() {}

    private static class Plugin implements DensityPlugin {
        @Override
        public List<DensityProvider<DensityFamily>> families() {
            return List.of(DensityProvider.of("taken", new Nothing(), (settings, place) -> {
                throw new AssertionError();
            }));
        }

        @Override
        public List<DensityProvider<PooledFamily>> pooledFamilies() {
            return List.of();
        }
    }

    private static final class Pooled extends Plugin {
        @Override
        public List<DensityProvider<DensityFamily>> families() {
            return List.of();
        }

        @Override
        public List<DensityProvider<PooledFamily>> pooledFamilies() {
            return List.of(DensityProvider.of("taken", new Nothing(), (settings, place) -> {
                throw new AssertionError();
            }));
        }
    }

    @Test
    void anIdThatIsTakenTwiceFailsAtLoadNamingBothPlugIns() {
        assertThatIllegalStateException()
                .isThrownBy(() -> DensityRegistry.of(List.of(new Plugin(), new Pooled())))
                .withMessageContaining("the id 'taken' is taken twice: by " + Plugin.class.getName())
                .withMessageEndingWith("and by " + Pooled.class.getName());
    }

    @Test
    void withoutAnyPlugInTheErrorSaysWhatBringsFamilies() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DensityRegistry.of(List.of()).pooledFamily("pooled-pixelcnn"))
                .withMessage("no pooled density family 'pooled-pixelcnn'; there is none on the class path: ib-models"
                        + " brings some");
    }
}
