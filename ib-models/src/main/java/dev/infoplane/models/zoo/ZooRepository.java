package dev.infoplane.models.zoo;

import ai.djl.repository.AbstractRepository;
import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.Metadata;
import ai.djl.util.Progress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What DJL wants to know of artifacts. Everything is on the class path, so there is nothing to download or to cache. */
final class ZooRepository extends AbstractRepository {
    private static final String VERSION = "0.1";

    ZooRepository() {
        super("infoplane", URI.create("jar:///dev/infoplane/models/zoo/"));
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public Metadata locate(MRL mrl) {
        ZooModelKind kind = Catalogue.ALL.stream()
                .filter(k -> k.id().equals(mrl.getArtifactId()))
                .findFirst()
                .orElseThrow();
        List<Artifact> artifacts = new ArrayList<>();
        artifacts.add(artifact(kind.id(), Map.of()));
        kind.weights()
                .ifPresent(w -> artifacts.add(
                        artifact(kind.id() + "-" + w.dataset(), Map.of(InfoplaneZoo.DATASET, w.dataset()))));
        Metadata metadata = new Metadata();
        metadata.setGroupId(InfoplaneZoo.GROUP_ID);
        metadata.setArtifactId(kind.id());
        metadata.setApplication(kind.application());
        metadata.setRepositoryUri(mrl.toURI());
        metadata.setArtifacts(artifacts);
        return metadata;
    }

    private static Artifact artifact(String name, Map<String, String> properties) {
        Artifact artifact = new Artifact();
        artifact.setName(name);
        artifact.setVersion(VERSION);
        artifact.setProperties(properties);
        return artifact;
    }

    @Override
    public Artifact resolve(MRL mrl, @Nullable Map<String, String> filter) {
        return locate(mrl).getArtifacts().get(0);
    }

    @Override
    public void prepare(Artifact artifact, @Nullable Progress progress) {}

    @Override
    public List<MRL> getResources() {
        return Catalogue.ALL.stream()
                .map(kind -> model(kind.application(), InfoplaneZoo.GROUP_ID, kind.id()))
                .toList();
    }
}
