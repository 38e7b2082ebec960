package dev.infoplane.models.zoo;

import ai.djl.repository.zoo.ModelZoo;
import ai.djl.repository.zoo.ZooProvider;

/** Found by {@code ServiceLoader}, so that {@code Criteria} searches the {@link InfoplaneZoo}. */
public final class InfoplaneZooProvider implements ZooProvider {
    /** The constructor that {@code ServiceLoader} calls. */
    public InfoplaneZooProvider() {}

    @Override
    public ModelZoo getModelZoo() {
        return new InfoplaneZoo();
    }
}
