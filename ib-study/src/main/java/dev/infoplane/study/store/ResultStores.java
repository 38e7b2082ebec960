package dev.infoplane.study.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** Opens stores by their location. */
public final class ResultStores {
    private ResultStores() {}

    /** Opens stores at locations of some kind. Found by {@link ServiceLoader}. */
    public interface Provider {
        /** The locations it opens, for people, for instance {@code "file:"}. */
        String locations();

        /** Whether this is one of them. */
        boolean opens(URI location);

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
     * @throws IllegalArgumentException if nothing on the class path opens such locations, naming those that can be opened
     * @throws IOException if it cannot be opened
     */
    public static ResultStore open(URI location) throws IOException {
        TreeSet<String> known = new TreeSet<>();
        for (Provider provider : ServiceLoader.load(Provider.class)) {
            if (provider.opens(location)) {
                return provider.open(location);
            }
            known.add(provider.locations());
        }
        throw new IllegalArgumentException(
                "nothing on the class path opens the store '" + location + "'; locations can be " + known);
    }

    /** Folders of the local machine, or what looks like one. */
    public static final class LocalFolders implements Provider {
        /** Called by {@link ServiceLoader}. */
        public LocalFolders() {}

        @Override
        public String locations() {
            return "file:";
        }

        @Override
        public boolean opens(URI location) {
            return "file".equals(location.getScheme());
        }

        @Override
        public ResultStore open(URI location) throws IOException {
            return FolderStore.join(Path.of(location));
        }
    }
}
