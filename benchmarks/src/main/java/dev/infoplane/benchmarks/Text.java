package dev.infoplane.benchmarks;

import java.util.List;

/** The words of the pages that are written by programs. */
final class Text {
    private Text() {}

    static final List<String> PREFACE = List.of(
            "# Accuracy of the estimators",
            "",
            "Written by one command, from the root of the project (a run that is stopped resumes where it was):",
            "",
            "```",
            "mvn -q -pl benchmarks -am compile && mvn -q -pl benchmarks exec:java \\",
            "  -Dexec.mainClass=dev.infoplane.benchmarks.Accuracy \\",
            "  -Dexec.args=\"benchmarks/target/accuracy.tsv docs/accuracy.md 10000 10,3,1,10 1\"",
            "```",
            "",
            "Tasks are those of the Beyond Normal benchmark (Czyż et al. 2023) that have exact values, restated in",
            "`benchmarks/src/main/java/dev/infoplane/benchmarks/Task.java`, one of mixed variables (Gao et al. 2017) and one of",
            "discrete ones. Values are in nats, means over the seeds said beside n. *Coverage* is how often the truth lay within 1.96 of the",
            "reported standard errors: 95 % if an estimator were without bias and its error right; where it is lower, bias is",
            "larger than the error knows. Of a lower or an upper bound it is how often the truth lay on the claimed side of the",
            "interval. *Warned* is how often the result itself carried a warning, *silent misses* how often the interval was off and",
            "it carried none. Seconds are medians on one thread of a machine that other work kept busy: for speed see",
            "[benchmarks](benchmarks.md). Settings: ksg and kozachenko-leonenko k = 3, ksg-lnc k = 10, ksg-mixed k = 5,",
            "binning-quantile 12 cells a side with Miller and Madow's correction, 20 slices of one dimension by ksg1.",
            "",
            "Some rows are no estimates of the truth beside them: *sliced-max* and *sliced-mean* are lower bounds by",
            "construction, and *pairwise-lower* and *-upper* are bounds under noise (σ = 0.5, tasks *normal-through-noise*, where",
            "T = X and the noise is the estimator's). Binning at fixed widths has no row: its",
            "value is about quantised activations and exact for those, see [why tanh compresses](guide/why-tanh-compresses.md).",
            "matrix-renyi, HSIC and distance correlation have none because they do not estimate mutual information; label-knn",
            "and ksg-mixed are measured on *steps-5*, and *exact* needs no measuring.");

    static final List<String> SILENCE = List.of(
            "The worst a result can do is to be wrong and not say so. *Silent misses* are estimates whose interval (1.96 standard",
            "errors to each side) does not hold the truth and which carry no warning. The price is in wide intervals (*half-width* is",
            "the median of 1.96 standard errors) and in warnings of values that are good: *warned, close* counts those whose error",
            "is below 0.05 nats or 5 % of the truth. The standard errors of estimators by nearest neighbours hold, beside the",
            "sampling error, the bias that the result itself suspects: by what four times as many neighbours read, a Gaussian fit, or",
            "single columns and lengths. All rows of the tables below count.");

    static final List<String> LITERATURE = List.of(
            "Published marks for n = 10,000 correlated normals are 4.17 and 6.21 nats by KSG at truths of 5 and 10 nats (and",
            "4.37 and 6.99 by a weighted Kozachenko-Leonenko). Neither their dimension nor k, nor how the information was",
            "shared among coordinates, came down to us with them, and all three matter by nats. So here are means ± standard",
            "deviations over 10 seeds of KSG 1, columns as they are, for each. *pairs-d*: d pairs of coordinates share the",
            "information equally. *turned-d*: they share it at random (uniform on the simplex, drawn for each seed) and each",
            "side is then turned at random, as the generator of the `mutinfo` package of Butakov et al. does unless told",
            "otherwise; its authors use a weighted Kozachenko-Leonenko estimator, which is why it is a candidate.",
            "",
            "What follows: no equal sharing meets both marks; four pairs with k = 5 come nearest (4.12 and 6.40). Two turned",
            "dimensions with k = 1 meet both (4.27 and 6.25), but with deviations of 0.65 and 2.0 between seeds they would meet",
            "much else. The marks stay unexplained. With one pair, where nothing is left to choose but k, KSG reads 5.02 of 5",
            "and 7.9 of 10 nats (k = 3).");

    static final List<String> DECODERS = List.of(
            "The decoder bound H(X) + E log q(x|t) where H(X) is known, written by",
            "",
            "```",
            "java -cp \"examples/target/infoplane-examples.jar:examples/target/lib/*\" \\",
            "  dev.infoplane.examples.truth.DecoderTruths --table docs/results/decoder-truths.csv",
            "```",
            "",
            "*Markov rows*: binary images of 16×32 pixels, each row a chain that flips with probability 0.15, H(X) = 318.5 bits; T is every",
            "s-th column as a map. *Controls*, 16×16 pixels of the same kind, H(X) = 162.4 bits: T from other images; T the same pixels in one",
            "random order, as a vector and as a map, which convolutions over neighbouring places cannot put back. *Bit planes*: 16×16 pixels,",
            "uniform on 256 levels, H(X) = 2048 bits; T is the upper b bits of each. *Noisy label*: ten equally",
            "likely labels through a symmetric channel, read by the classifier decoder. *Two and three resolutions*: the decoders of",
            "`PixelCnnSize.PLANE` and `DESKTOP` on 16×16 pixels; *coloured rows* are these in three channels, each of which repeats the one",
            "before it but for flips with probability 0.1, under `PLANE`, H(X) = 402.5 bits; T is every s-th column in all colours.",
            "",
            "Elsewhere decoders of 16 filters at one resolution; 1,500 steps of 32 images for the parent and for each point, 10,000",
            "images to learn from, 2,000 to measure; of labels 80,000 and 16,000. The interval holds the sampling",
            "error over what is measured, not that of training: where nothing is to be known (error 0.9) what little the decoder learned by",
            "heart makes its bound fall up to 0.008 bits below zero. Four more seeds of the noisy label: `--source channel --seed",
            "2,3,4,5`. The one-resolution rows are by the decoder's revision 1, from which the present one differs in rounding.",
            "",
            "Bit planes from 4 to 6 need more than one logistic a pixel: its best excess over uniform cells of 4, 8 and 16 levels is 0.27,",
            "0.31 and 0.32 bits a dimension, that of five, even of equal weight at equal distances, 0.02, 0.03 and 0.08 or less (both are",
            "found in `LogisticCellsTest`). Until a condition could move and stretch the mixture of a pixel as a whole, each cell was read",
            "with one component, and these planes came 3.4 to 3.8 % short. A map whose",
            "pixels were moved about is out of reach of convolutions; as a vector it is read, since each place then has weights to all of it.");

    static final List<String> STRONG = List.of(
            "All estimators on the tasks of equal shares. KSG reads too low throughout, but for one pair of 5 nats, the more so",
            "the more dimensions and the stronger the dependence; its result says so where a Gaussian fit sees it.");
}
