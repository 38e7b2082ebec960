package dev.infoplane.study;

import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PlaneStore;
import dev.infoplane.plane.Provenance;
import dev.infoplane.storage.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The points of a study on disk. */
final class StudyPoints {
    private StudyPoints() {}

    /**
     * Opens the points in a folder.
     *
     * @throws IOException if some of them are not part of this study, naming one and how its study differs
     */
    static PlaneStore open(Path folder, Identity identity) throws IOException {
        PlaneStore store = PlaneStore.open(folder);
        List<PlanePoint> points = store.plane().points();
        List<PlanePoint> others = points.stream()
                .filter(p -> p.provenance()
                        .flatMap(Provenance::partOf)
                        .filter(identity::equals)
                        .isEmpty())
                .toList();
        if (!others.isEmpty()) {
            throw new IOException(others.size() + " of the " + points.size() + " points in '" + folder.resolve("points")
                    + "' are not part of this study, such as " + others.get(0).key() + " ("
                    + difference(identity, others.get(0))
                    + "); choose another folder with --out, or delete these points and they will be written again");
        }
        return store;
    }

    private static String difference(Identity identity, PlanePoint other) {
        return other.provenance()
                .flatMap(Provenance::partOf)
                .map(found -> String.join("; ", identity.differencesFrom(found)))
                .orElse("it does not say what it is part of");
    }
}
