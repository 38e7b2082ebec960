package dev.infoplane.probe.torch;

import dev.infoplane.storage.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A TorchScript archive: a zip with the module objects pickled and the code of their classes as text. */
final class TorchArchive {
    private final Map<String, byte[]> entries;
    private final String folder;
    private final String rootType;
    private final Map<String, StringBuilder> additions = new HashMap<>();

    private TorchArchive(Map<String, byte[]> entries, String folder, String rootType) {
        this.entries = entries;
        this.folder = folder;
        this.rootType = rootType;
    }

    static TorchArchive read(Path file) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (!entry.isDirectory()) {
                    entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
                }
            }
        } catch (ZipException e) {
            throw new IOException("'" + file + "' is no TorchScript archive: " + e.getMessage(), e);
        }
        String data = entries.keySet().stream()
                .filter(n -> n.matches("[^/]+/data\\.pkl"))
                .findFirst()
                .orElseThrow(() -> new IOException("'" + file + "' is no TorchScript archive: it has no data.pkl"));
        String pickle = new String(entries.get(data), StandardCharsets.ISO_8859_1);
        Matcher type = Pattern.compile("c(__torch__[\\w.]*)\n(\\w+)\n").matcher(pickle);
        if (!type.find()) {
            throw new IOException("'" + file + "' is no TorchScript archive: its data.pkl names no module class");
        }
        return new TorchArchive(entries, data.substring(0, data.indexOf('/')), type.group(1) + "." + type.group(2));
    }

    /** The class of the outermost module, with its package. */
    String rootType() {
        return rootType;
    }

    /** The body of a class, or null for what is no class of this archive. */
    String body(String type) {
        byte[] source = entries.get(sourceOf(type));
        if (source == null) {
            return null;
        }
        Matcher body = bodyOf(type).matcher(new String(source, StandardCharsets.UTF_8));
        return body.find() ? body.group(1) : null;
    }

    /** Adds a method to a class. */
    void add(String type, String method) {
        additions.computeIfAbsent(type, t -> new StringBuilder()).append(method);
    }

    /** Writes the archive with what was added; debug information, which would point to the wrong lines, is left out. */
    void write(Path file) throws IOException {
        additions.forEach((type, methods) -> {
            String source = new String(entries.get(sourceOf(type)), StandardCharsets.UTF_8);
            Matcher body = bodyOf(type).matcher(source);
            if (body.find()) {
                String grown = source.substring(0, body.end(1)) + methods + source.substring(body.end(1));
                entries.put(sourceOf(type), grown.getBytes(StandardCharsets.UTF_8));
            }
        });
        AtomicFiles.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            zip.setMethod(ZipOutputStream.STORED);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                if (!entry.getKey().endsWith(".debug_pkl")) {
                    store(zip, entry.getKey(), entry.getValue());
                }
            }
            zip.finish();
        });
    }

    private static void store(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setSize(bytes.length);
        entry.setCompressedSize(bytes.length);
        entry.setCrc(sum.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private String sourceOf(String type) {
        int dot = type.lastIndexOf('.');
        return dot < 0 ? "" : folder + "/code/" + type.substring(0, dot).replace('.', '/') + ".py";
    }

    private static Pattern bodyOf(String type) {
        String name = Pattern.quote(type.substring(type.lastIndexOf('.') + 1));
        return Pattern.compile("(?ms)^class " + name + "\\(Module\\):\\n(.*?)(?=^class |^def |\\z)");
    }
}
