package dev.infoplane.probe.torch;

import dev.infoplane.probe.internal.TorchModules;
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
    private static final Pattern ASSIGNMENT = Pattern.compile("    (\\w+) = (.+)");
    private static final Pattern ATTRIBUTE = Pattern.compile("(.+)\\.(\\w+)|getattr\\((.+), \"([^\"]+)\"\\)");
    private static final Pattern FIRST_PARAMETER = Pattern.compile("\\s*(\\w+).*", Pattern.DOTALL);
    private static final Pattern METHOD_CALL = Pattern.compile("\\)\\.(\\w+)\\(");

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

    /** A module at hand: its class and its path from the module whose code this is. */
    private record Held(String type, String path) {}

    /** A call of a module in a line, from {@code start} to {@code end}: {@code (module).method(...)}. */
    private record Call(int start, int end, Held held, String module, String method) {}

    /** The twin of the outermost module's forward. */
    Result expand() {
        return expand(archive.rootType(), "forward", "", TorchModules.PROBE);
    }

    private Result expand(String type, String method, String prefix, String twin) {
        String body = archive.body(type);
        Matcher found = body == null ? null : methodIn(body, method);
        if (found == null || !found.find()) {
            return new Result(twin, List.of());
        }
        Matcher itself = FIRST_PARAMETER.matcher(found.group(1)); // "self" by custom only
        if (!itself.matches() || !returnsOnceAtTheEnd(found.group(3))) {
            return new Result(twin, List.of());
        }
        List<String> captured = new ArrayList<>();
        List<String> values = new ArrayList<>();
        StringBuilder code = new StringBuilder();
        Map<String, Held> holders = new HashMap<>(Map.of(itself.group(1), new Held(type, "")));
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

    /** Not from within a branch, nor nowhere. */
    private static boolean returnsOnceAtTheEnd(String code) {
        List<String> returns =
                code.lines().filter(l -> l.matches(" +return .*")).toList();
        return returns.size() == 1 && returns.get(0).startsWith("    return ");
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
                    String head = "(" + call.module + ").";
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
        Matcher m = METHOD_CALL.matcher(line);
        while (m.find()) {
            int start = opening(line, m.start());
            String module = start < 0 ? "" : line.substring(start + 1, m.start());
            Held held = held(module, holders);
            if (held != null) {
                int end = closing(line, m.end() - 1);
                if (end > done && (first == null || end < first.end)) {
                    first = new Call(start, end, held, module, m.group(1));
                }
            }
        }
        return first;
    }

    private void remember(String line, Map<String, Held> holders) {
        Matcher m = ASSIGNMENT.matcher(line);
        Held held = m.matches() ? held(m.group(2), holders) : null;
        if (held != null) {
            holders.put(m.group(1), held);
        }
    }

    /** The module that an expression names, null if it names none: a variable, or an attribute of another module. */
    private Held held(String expression, Map<String, Held> holders) {
        Matcher m = ATTRIBUTE.matcher(expression);
        if (!m.matches()) {
            return holders.get(expression);
        }
        boolean dotted = m.group(1) != null;
        Held base = held(dotted ? m.group(1) : m.group(3), holders);
        String attribute = dotted ? m.group(2) : m.group(4);
        String type = base == null ? null : typeOf(base.type, attribute);
        return type == null ? null : new Held(type, base.path.isEmpty() ? attribute : base.path + "." + attribute);
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

    /** The place of the bracket that the one at {@code close} closes; what names a module has none in quotes. */
    private static int opening(String line, int close) {
        int depth = 0;
        for (int i = close; i >= 0; i--) {
            depth += line.charAt(i) == ')' ? 1 : line.charAt(i) == '(' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
