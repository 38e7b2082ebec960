package dev.infoplane.spark;

import com.google.common.base.Splitter;
import com.google.common.net.HostAndPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.StringJoiner;

/** Masters of Spark's own clusters. Spark itself tries for more than a minute, and fills the screen, before it says that none answers. */
final class StandaloneMaster {
    private static final String SCHEME = "spark://";
    private static final int PORT = 7077;
    private static final int MILLIS = 10_000;

    private StandaloneMaster() {}

    /**
     * Does nothing for other kinds of clusters.
     *
     * @param url {@code spark://host:port,host:port}, of which one has to answer
     * @throws IOException if none does
     */
    static void requireReachable(String url) throws IOException {
        if (!url.startsWith(SCHEME)) {
            return;
        }
        StringJoiner reasons = new StringJoiner("; ");
        for (String address : Splitter.on(',').split(url.substring(SCHEME.length()))) {
            try (Socket socket = new Socket()) {
                HostAndPort at = HostAndPort.fromString(address).withDefaultPort(PORT);
                socket.connect(new InetSocketAddress(at.getHost(), at.getPort()), MILLIS);
                return;
            } catch (IOException | IllegalArgumentException e) {
                reasons.add(
                        e instanceof UnknownHostException
                                ? "unknown host " + e.getMessage()
                                : address + ": " + e.getMessage());
            }
        }
        throw new IOException("no master of Spark answers at '" + url + "' (" + reasons + ")");
    }
}
