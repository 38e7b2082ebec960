package dev.infoplane.probe;

/** Something attached to a network. Close it to detach; closing twice is harmless. */
public interface Attachment extends AutoCloseable {
    @Override
    void close();
}
