package dev.infoplane.study.network;

/** Objects of classes that a spec names. */
final class ClassNames {
    private ClassNames() {}

    /** @param expected what a message says before the name of the type */
    static <T> T create(String name, Class<T> type, String expected) {
        try {
            return Class.forName(name, true, Thread.currentThread().getContextClassLoader())
                    .asSubclass(type)
                    .getConstructor()
                    .newInstance();
        } catch (ClassNotFoundException e) {
            throw refused(name, "there is no such class on the class path", type, expected, e);
        } catch (ClassCastException e) {
            throw refused(name, "the class is something else", type, expected, e);
        } catch (ReflectiveOperationException e) {
            throw refused(name, "it has no public constructor without parameters, or that fails", type, expected, e);
        }
    }

    private static IllegalArgumentException refused(
            String name, String reason, Class<?> type, String expected, Exception cause) {
        return new IllegalArgumentException(
                "'" + name + "' cannot be used: " + reason + "; " + expected + type.getName(), cause);
    }
}
