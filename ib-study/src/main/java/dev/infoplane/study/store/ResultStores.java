package dev.infoplane.study.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** Opens stores by their location. */
public final class ResultStores {
    private ResultStores() {}

    /** Opens stores at locations of some schemes, for instance {@code hdfs}. Found by {@link ServiceLoader}. */
    public interface Provider {
        /** The scheme of its locations. */
        String scheme();

        /**
         * Opens a store that others may have open.
         *
         * @throws IOException if it cannot be opened
         */
        ResultStore open(URI location) throws IOException;
    }

    /**
     * Opens a store that another process has claimed.
     *
     * @throws IllegalArgumentException if nothing on the class path opens locations of that scheme, naming the schemes there are
     * @throws IOException if it cannot be opened
     */
    public static ResultStore open(URI location) throws IOException {
        TreeSet<String> schemes = new TreeSet<>();
        for (Provider provider : ServiceLoader.load(Provider.class)) {
            if (provider.scheme().equals(location.getScheme())) {
                return provider.open(location);
            }
            schemes.add(provider.scheme());
        }
        throw new IllegalArgumentException(
                "nothing on the class path opens '" + location + "'; there are the schemes " + schemes);
    }

    /** Folders of the local machine, or what looks like one. */
    public static final class LocalFolders implements Provider {
        /** Called by {@link ServiceLoader}. */
        public LocalFolders() {}

        @Override
        public String scheme() {
            return "file";
        }

        @Override
        public ResultStore open(URI location) throws IOException {
            return FolderStore.join(Path.of(location));
        }
    }
}
