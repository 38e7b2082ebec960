package dev.infoplane.study.network;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Digests of compiled code: of a class and of the classes it refers to, directly or through others, whose packages begin with
 * the same two names as its own. Line numbers and names of variables are left out, so that a comment changes nothing. A
 * class that cannot be read, since it was made at run time for instance, counts by its name alone.
 */
final class CodeDigest {
    private static final int PARTS = 2;

    private final ClassLoader loader;
    private final String family;
    private final Map<String, byte[]> code = new TreeMap<>();
    private final Deque<String> open = new ArrayDeque<>();

    private CodeDigest(Class<?> root) {
        loader = Optional.ofNullable(root.getClassLoader()).orElseGet(ClassLoader::getSystemClassLoader);
        String name = root.getName().replace('.', '/');
        family = family(name);
        open.add(name);
    }

    /** @throws IOException if a class file is there but cannot be read */
    static String of(Class<?> root) throws IOException {
        CodeDigest digest = new CodeDigest(root);
        while (!digest.open.isEmpty()) {
            digest.add(digest.open.remove());
        }
        Hasher all = Hashing.sha256().newHasher();
        digest.code.forEach((name, bytes) ->
                all.putString(name, StandardCharsets.UTF_8).putInt(bytes.length).putBytes(bytes));
        return all.hash().toString();
    }

    private void add(String name) throws IOException {
        if (code.containsKey(name)) {
            return;
        }
        code.put(name, new byte[0]);
        try (InputStream in = loader.getResourceAsStream(name + ".class")) {
            if (in != null) {
                Set<String> references = new TreeSet<>();
                code.put(name, withoutLines(in.readAllBytes(), references));
                references.stream().filter(r -> family(r).equals(family)).forEach(open::add);
            }
        }
    }

    private static byte[] withoutLines(byte[] bytes, Set<String> references) {
        ClassWriter writer = new ClassWriter(0);
        OpenedClassReader.of(bytes)
                .accept(
                        new ClassRemapper(writer, new Remapper(OpenedClassReader.ASM_API) {
                            @Override
                            public String map(String name) {
                                references.add(name);
                                return name;
                            }
                        }),
                        ClassReader.SKIP_DEBUG);
        return writer.toByteArray();
    }

    /** The first two names of the package of an internal name. */
    private static String family(String name) {
        int end = -1;
        for (int i = 0; i < PARTS; i++) {
            int next = name.indexOf('/', end + 1);
            if (next < 0) {
                break;
            }
            end = next;
        }
        return name.substring(0, Math.max(0, end));
    }
}
