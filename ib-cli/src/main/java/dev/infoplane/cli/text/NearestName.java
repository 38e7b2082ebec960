package dev.infoplane.cli.text;

import java.util.Collection;
import java.util.Comparator;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What to say when a name is not known. */
public final class NearestName {
    private NearestName() {}

    /** {@code no estimator 'ksg'; did you mean ksg1? There are: …}. */
    public static String unknown(String kind, String asked, Collection<String> known) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        return "no " + kind + " '" + asked + "'"
                + known.stream()
                        .min(Comparator.<String>comparingInt(name -> distance.apply(asked, name))
                                .thenComparing(Comparator.naturalOrder()))
                        .map(nearest -> "; did you mean " + nearest + "? There are: " + String.join(", ", known))
                        .orElse("; there are none");
    }
}
