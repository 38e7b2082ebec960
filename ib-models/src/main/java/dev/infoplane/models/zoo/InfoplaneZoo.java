package dev.infoplane.models.zoo;

import ai.djl.Application;
import ai.djl.engine.Engine;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelZoo;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The networks of this library as a DJL model zoo. {@link InfoplaneZooProvider} registers it. */
public final class InfoplaneZoo extends ModelZoo {
    /** The group id of all artifacts. */
    public static final String GROUP_ID = "dev.infoplane";

    /** The filter that asks for trained weights. */
    public static final String DATASET = "dataset";

    InfoplaneZoo() {
        ZooRepository repository = new ZooRepository();
        for (ZooModelKind kind : Catalogue.ALL) {
            addModel(new ZooLoader(repository, kind));
        }
    }

    /**
     * The start of a criteria for one artifact.
     *
     * @throws IllegalArgumentException if there is no such artifact, listing those that exist
     */
    public static Criteria.Builder<?, ?> criteria(String artifactId) {
        if (!artifactIds().contains(artifactId)) {
            throw new IllegalArgumentException(
                    "the zoo has no artifact '" + artifactId + "'; there are " + artifactIds());
        }
        return Criteria.builder()
                .optApplication(Application.UNDEFINED)
                .optGroupId(GROUP_ID)
                .optArtifactId(artifactId);
    }

    /** The ids of all artifacts. */
    public static List<String> artifactIds() {
        return Catalogue.ALL.stream().map(ZooModelKind::id).toList();
    }

    /** The ids of the artifacts that ship with weights. */
    public static List<String> trainedArtifactIds() {
        return Catalogue.ALL.stream()
                .filter(kind -> kind.weights().isPresent())
                .map(ZooModelKind::id)
                .toList();
    }

    @Override
    public String getGroupId() {
        return GROUP_ID;
    }

    @Override
    public Set<String> getSupportedEngines() {
        return Engine.getAllEngines().stream().filter("PyTorch"::equals).collect(Collectors.toUnmodifiableSet());
    }
}
