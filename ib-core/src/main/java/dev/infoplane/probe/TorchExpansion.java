package dev.infoplane.probe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes, for a module's forward method and for those it calls, a twin that also returns what chosen inner modules compute.
 * TorchScript stores code as single assignments, one statement a line, so a call can be moved to a line of its own before the
 * statement it stands in: {@code _0 = (b).forward((a).forward(x, ), )} becomes
 * {@code v1 = (a).forward(x, )}, {@code _0 = (b).forward(v1, )}.
 */
final class TorchExpansion {
    private static final Pattern ALIAS =
            Pattern.compile("    (\\w+) = (?:(\\w+)\\.(\\w+)|getattr\\((\\w+), \"([^\"]+)\"\\))");

    private final TorchArchive archive;
    private final Predicate<String> wanted;
    private final boolean dry;
    private int fresh;

    TorchExpansion(TorchArchive archive, Predicate<String> wanted, boolean dry) {
        this.archive = archive;
        this.wanted = wanted;
        this.dry = dry;
    }

    /**
     * The twin of a method.
     *
     * @param method its name
     * @param captured the paths of what it returns besides, in order
     */
    record Result(String method, List<String> captured) {}

    /** A variable that holds a module: its class and its path from the module whose code this is. */
    private record Held(String type, String path) {}

    /** A call of a module in a line: from {@code start} to {@code end}, of the method of what the variable holds. */
    private record Call(int start, int end, Held held, String variable, String method) {}

    /** The twin of the outermost module's forward. */
    Result expand() {
        return expand(archive.rootType(), "forward", "", TorchScript.PROBE);
    }

    private Result expand(String type, String method, String prefix, String twin) {
        String body = archive.body(type);
        Matcher found = body == null ? null : methodIn(body, method);
        if (found == null || !found.find()) {
            return new Result(twin, List.of());
        }
        if (found.group(3).lines().anyMatch(l -> l.matches("     +return .*"))) {
            return new Result(twin, List.of()); // returns from within a branch
        }
        List<String> captured = new ArrayList<>();
        List<String> values = new ArrayList<>();
        StringBuilder code = new StringBuilder();
        Map<String, Held> holders = new HashMap<>(Map.of("self", new Held(type, "")));
        Map<String, Integer> calls = new HashMap<>();
        for (String line : found.group(3).split("\n")) {
            if (!line.matches("    \\S.*")) {
                code.append(line).append('\n');
            } else {
                remember(line, holders);
                code.append(rewrite(line, holders, calls, prefix, captured, values))
                        .append('\n');
            }
        }
        if (!captured.isEmpty() && !dry) {
            archive.add(
                    type,
                    "  def " + twin + "(" + found.group(1) + ") -> Tuple[" + found.group(2)
                            + ", Tensor".repeat(values.size()) + "]:\n" + code);
        }
        return new Result(twin, captured);
    }

    private String rewrite(
            String original,
            Map<String, Held> holders,
            Map<String, Integer> calls,
            String prefix,
            List<String> captured,
            List<String> values) {
        String line = original;
        StringBuilder before = new StringBuilder();
        int done = 0;
        for (Call call = next(line, holders, done); call != null; call = next(line, holders, done)) {
            String path = call.held.path;
            int number = path.isEmpty() ? 1 : calls.merge(path, 1, Integer::sum);
            String name = prefix + path + (number == 1 ? "" : "@" + number);
            Result inner =
                    expand(call.held.type, call.method, path.isEmpty() ? prefix : name + ".", "infoplane_" + ++fresh);
            boolean mine = !path.isEmpty() && wanted.test(name) && givesTensor(call);
            done = call.end;
            if (mine || !inner.captured.isEmpty()) {
                String result = "infoplane_v" + ++fresh;
                String text = line.substring(call.start, call.end);
                List<String> inside = new ArrayList<>();
                inner.captured.forEach(c -> inside.add("infoplane_v" + ++fresh));
                if (!inside.isEmpty()) {
                    String head = "(" + call.variable + ").";
                    text = head + inner.method + text.substring(head.length() + call.method.length());
                }
                before.append("    ").append(result);
                inside.forEach(v -> before.append(", ").append(v));
                before.append(" = ").append(text).append('\n');
                captured.addAll(inner.captured);
                values.addAll(inside);
                if (mine) {
                    String copy = "infoplane_v" + ++fresh;
                    before.append("    ")
                            .append(copy)
                            .append(" = torch.clone(")
                            .append(result)
                            .append(")\n");
                    captured.add(name);
                    values.add(copy);
                }
                line = line.substring(0, call.start) + result + line.substring(call.end);
                done = call.start + result.length();
            }
        }
        if (line.startsWith("    return ") && !values.isEmpty()) {
            line = "    return (" + line.substring("    return ".length()) + ", " + String.join(", ", values) + ")";
        }
        return before + line;
    }

    /** The call that ends first after a place: arguments are computed before the call they are for. */
    private Call next(String line, Map<String, Held> holders, int done) {
        Call first = null;
        Matcher m = Pattern.compile("\\((\\w+)\\)\\.(\\w+)\\(").matcher(line);
        while (m.find()) {
            Held held = holders.get(m.group(1));
            if (held != null) {
                int end = closing(line, m.end() - 1);
                if (end > done && (first == null || end < first.end)) {
                    first = new Call(m.start(), end, held, m.group(1), m.group(2));
                }
            }
        }
        return first;
    }

    private void remember(String line, Map<String, Held> holders) {
        Matcher m = ALIAS.matcher(line);
        if (m.matches()) {
            boolean dotted = m.group(2) != null;
            Held base = holders.get(dotted ? m.group(2) : m.group(4));
            String attribute = dotted ? m.group(3) : m.group(5);
            String type = base == null ? null : typeOf(base.type, attribute);
            if (type != null) {
                holders.put(m.group(1), new Held(type, base.path.isEmpty() ? attribute : base.path + "." + attribute));
            }
        }
    }

    /** The class of a module's attribute, null if that is no module. */
    private String typeOf(String owner, String attribute) {
        String quoted = Pattern.quote(attribute);
        Matcher m = Pattern.compile("(?m)^  (?:" + quoted + " :|__annotations__\\[\"" + quoted + "\"\\] =) ([\\w.]+)$")
                .matcher(archive.body(owner));
        return m.find() && archive.body(m.group(1)) != null ? m.group(1) : null;
    }

    private boolean givesTensor(Call call) {
        Matcher m = methodIn(archive.body(call.held.type), call.method);
        return m.find() && m.group(2).equals("Tensor");
    }

    private static Matcher methodIn(String body, String method) {
        return Pattern.compile("(?ms)^  def " + method + "\\((.*?)\\) -> ([^\\n]*?):\\n(.*?)(?=^  def |\\z)")
                .matcher(body);
    }

    /** The place after the bracket that closes the one at {@code open}, text in quotes aside. */
    private static int closing(String line, int open) {
        int depth = 0;
        boolean quoted = false;
        for (int i = open; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '(') {
                depth++;
            } else if (!quoted && c == ')' && --depth == 0) {
                return i + 1;
            }
        }
        return line.length();
    }
}
