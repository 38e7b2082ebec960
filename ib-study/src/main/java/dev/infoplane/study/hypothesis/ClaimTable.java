package dev.infoplane.study.hypothesis;

import dev.infoplane.storage.CsvTable;
import dev.infoplane.study.hypothesis.TestedClaim.Effect;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Tested claims as a table: one row a claim, effects in bits. */
public final class ClaimTable {
    private static final String[] HEADER = {
        "kind",
        "amount",
        "regime",
        "hook_point",
        "compared_with",
        "epoch",
        "answer",
        "effect_bits",
        "effect_low_bits",
        "effect_high_bits",
        "p",
        "p_corrected",
        "networks",
        "explanation",
        "warnings"
    };

    private ClaimTable() {}

    /** The table as comma-separated values, with a header. */
    public static String csv(List<TestedClaim> claims) {
        CsvTable table = CsvTable.of(HEADER);
        for (TestedClaim c : claims) {
            table.add(
                    c.claim().kind().name().toLowerCase(Locale.ROOT),
                    c.claim().amount().symbol(),
                    c.claim().regime(),
                    c.claim().hookPoint(),
                    c.claim().from(),
                    c.claim().epoch(),
                    c.answer().phrase(),
                    cell(c, e -> e.size().bits()),
                    cell(c, e -> e.low().bits()),
                    cell(c, e -> e.high().bits()),
                    cell(c, Effect::p),
                    cell(c, Effect::correctedP),
                    c.networks(),
                    c.explanation(),
                    CsvTable.list(c.warnings()));
        }
        return table.text();
    }

    private static Object cell(TestedClaim claim, ToDoubleFunction<Effect> part) {
        return claim.effect().map(e -> (Object) part.applyAsDouble(e)).orElse("");
    }
}
