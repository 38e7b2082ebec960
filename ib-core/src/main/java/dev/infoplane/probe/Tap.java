package dev.infoplane.probe;

import dev.infoplane.probe.internal.Globs;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which hook points to capture, as what view and under what name. Immutable.
 *
 * <p>What is captured at a point is named after its path, followed by a colon and the view if there is one
 * ({@code "stage1.out"}, {@code "stage1.out:averagePool"}), unless an alias is given.
 */
public final class Tap {
    private final String words;
    private final boolean inputs;
    private final Predicate<HookPoint> predicate;
    private final View view;
    private final String alias;

    private Tap(String words, boolean inputs, Predicate<HookPoint> predicate, View view, String alias) {
        this.words = words;
        this.inputs = inputs;
        this.predicate = predicate;
        this.view = view;
        this.alias = alias;
    }

    /**
     * Points whose path a glob matches: {@code *} stays within one part of a path ({@code stage*.out} is
     * {@code stage1.out} but not {@code stage1.unit2.out}), {@code **} crosses parts. Inputs of blocks are chosen only by
     * globs whose last part fits {@code in} and not {@code out}, so that {@code **} means all outputs.
     */
    public static Tap glob(String glob) {
        Pattern pattern = Globs.pattern(Objects.requireNonNull(glob, "the glob must not be null"));
        boolean inputs = Globs.endsInInputs(glob);
        return new Tap(
                "'" + glob + "'",
                inputs,
                p -> p.isInput() == inputs && pattern.matcher(p.path()).matches(),
                View.NONE,
                null);
    }

    /** Points, inputs and outputs, whose whole path a regular expression matches. */
    public static Tap regex(String expression) {
        Pattern pattern = Pattern.compile(expression);
        return new Tap(
                "the expression '" + expression + "'",
                expression.matches("(.*\\W)?in(\\\\d|\\W)*"),
                p -> pattern.matcher(p.path()).matches(),
                View.NONE,
                null);
    }

    /** Points, inputs and outputs, that a predicate accepts. */
    public static Tap where(Predicate<HookPoint> accepts) {
        return new Tap("the predicate", false, Objects.requireNonNull(accepts, "predicate"), View.NONE, null);
    }

    /** A tap of these points under an alias. It must choose exactly one point. */
    public Tap as(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an alias must not be blank");
        }
        return new Tap(words, inputs, predicate, view, name);
    }

    /** A tap of these points, seen through a view. */
    public Tap view(View through) {
        return new Tap(words, inputs, predicate, Objects.requireNonNull(through, "view"), alias);
    }

    boolean accepts(HookPoint point) {
        return predicate.test(point);
    }

    String nameAt(HookPoint point) {
        return alias != null ? alias : view == View.NONE ? point.path() : point.path() + ":" + view.name();
    }

    View view() {
        return view;
    }

    /**
     * The points it chooses, in their order.
     *
     * @throws IllegalArgumentException if there is none, listing what exists
     */
    List<HookPoint> choose(List<HookPoint> all) {
        List<HookPoint> chosen = all.stream().filter(predicate).toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException(Suggestions.noMatch(words, inputs, all));
        }
        return chosen;
    }

    static List<Tap> globs(String... globs) {
        List<Tap> taps = new ArrayList<>();
        for (String glob : globs) {
            taps.add(glob(glob));
        }
        return taps;
    }

    @Override
    public String toString() {
        return words + (view == View.NONE ? "" : " as " + view.name()) + (alias == null ? "" : " named " + alias);
    }
}
