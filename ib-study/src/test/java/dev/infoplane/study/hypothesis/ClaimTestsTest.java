package dev.infoplane.study.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.infoplane.estimate.BoundKind;
import dev.infoplane.estimate.ConvergenceGap;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.estimate.Information;
import dev.infoplane.plane.InformationPlane;
import dev.infoplane.plane.PlanePoint;
import dev.infoplane.plane.PointKey;
import dev.infoplane.study.hypothesis.Claim.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ClaimTestsTest {
    private static final int IMAGES = 400;

    /** Student's t with 2 degrees of freedom exceeds this once in 40. */
    private static final double T2 = 4.3027;

    private final List<PlanePoint> points = new ArrayList<>();

    @Test
    void anEffectHasTheSizeAndTheIntervalOfTheTextbookForPairedImages() {
        put("c 1 1", 0, "a", nats(50, 0));
        double[] later = nats(50.5, 1);
        put("c 1 1", 1, "a", later);

        TestedClaim fitting = only(Kind.FITTING);

        double[] differences = nats(50, 0);
        Arrays.setAll(differences, i -> later[i] - differences[i]);
        double mean = Arrays.stream(differences).average().orElseThrow();
        double squares =
                Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
        double error = Math.sqrt(squares / (IMAGES - 1) / IMAGES);
        assertThat(effect(fitting).size().nats()).isCloseTo(mean, within(1e-9));
        assertThat(effect(fitting).high().nats() - mean).isCloseTo(1.966 * error, within(0.1 * error));
        assertThat(mean - effect(fitting).low().nats()).isCloseTo(1.966 * error, within(0.1 * error));
        assertThat(fitting.answer()).isEqualTo(Answer.HOLDS);
        assertThat(fitting.explanation()).isEqualTo("holds (this network only)");
    }

    @Test
    void theIntervalOverThreeNetworksIsThatOfStudentsTWithTwoDegreesOfFreedom() {
        double[] rises = {9, 10, 11};
        for (int network = 0; network < 3; network++) {
            put("c " + network + " 1", 0, "a", constant(50));
            put("c " + network + " 1", 1, "a", constant(50 + rises[network]));
        }

        TestedClaim fitting = only(Kind.FITTING);

        assertThat(effect(fitting).size().nats()).isCloseTo(10, within(1e-9));
        assertThat(effect(fitting).high().nats()).isCloseTo(10 + T2 / Math.sqrt(3), within(0.4));
        assertThat(fitting.explanation()).isEqualTo("holds (3 networks)");
    }

    @Test
    void networksThatMoveAllLayersAlikeTellNoMoreOfTheirVarianceThanOneLayer() {
        double[] rises = {9, 10, 11};
        for (int network = 0; network < 3; network++) {
            for (String layer : List.of("a", "b", "d")) {
                put("c " + network + " 1", 0, layer, nats(50, 7));
                put("c " + network + " 1", 1, layer, nats(50 + rises[network], 7, 8));
            }
        }

        assertThat(effect(only(Kind.FITTING)).high().nats()).isCloseTo(10 + T2 / Math.sqrt(3), within(0.4));
    }

    @Test
    void equalGainsOfAllImagesCanBeTestedBesideGainsOfOneImageAlone() {
        put("c 1 1", 0, "a", constant(50));
        put("c 1 1", 1, "a", constant(53));
        double[] one = constant(52);
        one[7] = 20;
        put("c 1 1", 2, "a", one);

        TestedClaim fitting = only(Kind.FITTING);
        TestedClaim compression = only(Kind.COMPRESSION);

        assertThat(effect(fitting).size().nats()).isCloseTo(3, within(1e-9));
        assertThat(effect(fitting).low().nats()).isCloseTo(3, within(1e-9));
        assertThat(effect(compression).size().nats()).isGreaterThan(1);
        assertThat(effect(compression).high().nats()).isGreaterThan(1);
    }

    @Test
    void aFewImagesThatGainGiveAFiniteInterval() {
        double[] before = constant(50);
        double[] after = before.clone();
        after[3] += 8;
        after[90] += 8;
        put("c 1 1", 0, "a", before);
        put("c 1 1", 1, "a", after);

        TestedClaim fitting = only(Kind.FITTING);

        assertThat(effect(fitting).size().nats()).isCloseTo(0.04, within(1e-9));
        assertThat(effect(fitting).high().nats()).isBetween(0.04, 0.4);
        assertThat(fitting.answer()).isEqualTo(Answer.NOT_SHOWN);
    }

    @Test
    void infiniteValuesCannotBeTestedAndDoNoHarmToOthers() {
        double[] infinite = constant(50);
        infinite[0] = Double.NEGATIVE_INFINITY;
        double[] other = constant(50);
        other[0] = Double.POSITIVE_INFINITY;
        for (int decoder = 1; decoder <= 2; decoder++) {
            put("c 1 " + decoder, 0, "a", nats(50, decoder));
            put("c 2 " + decoder, 0, "a", nats(50, 10 + decoder));
            put("c 1 " + decoder, 1, "a", decoder == 1 ? infinite : nats(50, 20));
            put("c 2 " + decoder, 1, "a", decoder == 1 ? other : nats(50, 30));
            put("d 1 " + decoder, 0, "a", nats(50, 40 + decoder));
            put("d 1 " + decoder, 1, "a", nats(55, 50 + decoder));
        }

        assertThat(ClaimTests.standard().test(plane()))
                .filteredOn(c -> c.claim().kind() == Kind.FITTING)
                .extracting(TestedClaim::answer)
                .containsExactly(Answer.UNTESTABLE, Answer.HOLDS);
    }

    @Test
    void whatOneNetworkShowsIsNotClaimedOfNetworksThatDisagree() {
        double[] rises = {-1, 1, 9};
        for (int network = 0; network < 3; network++) {
            put("c " + network + " 1", 0, "a", nats(50, 2 * network));
            put("c " + network + " 1", 1, "a", nats(50 + rises[network], 2 * network + 1));
        }

        TestedClaim fitting = only(Kind.FITTING);

        assertThat(fitting.answer()).isEqualTo(Answer.NOT_SHOWN);
        assertThat(fitting.explanation())
                .contains("variation over images and networks")
                .contains("3 networks");
    }

    @Test
    void whatAllNetworksShowIsSaidEvenIfItIsNotClaimed() {
        double[] rises = {1, 5, 30};
        for (int network = 0; network < 3; network++) {
            put("c " + network + " 1", 0, "a", nats(50, 2 * network));
            put("c " + network + " 1", 1, "a", nats(50 + rises[network], 2 * network + 1));
        }

        assertThat(only(Kind.FITTING).explanation())
                .startsWith("not shown")
                .contains("this sign in each of the networks");
    }

    @Test
    void aFallWhereARiseWasClaimedIsTheOpposite() {
        put("c 1 1", 0, "a", nats(50, 0));
        put("c 1 1", 5, "a", nats(40, 1));
        put("c 1 1", 9, "a", nats(40, 2));

        TestedClaim fitting = only(Kind.FITTING);

        assertThat(fitting.answer()).isEqualTo(Answer.OPPOSITE);
        assertThat(effect(fitting).size().nats()).isCloseTo(-10, within(1.0));
        assertThat(only(Kind.COMPRESSION).answer()).isEqualTo(Answer.HOLDS);
        assertThat(only(Kind.COMPRESSION).claim().text())
                .isEqualTo("Compression: I(X;T) of a (c) falls from epoch 0, its highest before the end, to epoch 9.");
    }

    @Test
    void deeperLayersAreComparedWithTheOneBeforeThemAtTheLastEpoch() {
        for (int epoch = 0; epoch < 2; epoch++) {
            put("c 1 1", epoch, "a", nats(50, 2 * epoch));
            put("c 1 1", epoch, "b", nats(epoch == 0 ? 55 : 45, 2 * epoch + 1));
        }

        TestedClaim depth = only(Kind.DEPTH);

        assertThat(depth.answer()).isEqualTo(Answer.HOLDS);
        assertThat(depth.claim().text()).isEqualTo("Depth: I(X;T) of b (c) is below that of a at epoch 1.");
        assertThat(effect(depth).size().nats()).isCloseTo(5, within(1.0));
    }

    @Test
    void theVariationOverDecoderSeedsOfOnePointReachesAllClaimsOfItsLayer() {
        put("c 1 1", 0, "a", constant(50));
        put("c 1 2", 0, "a", constant(54));
        put("c 1 1", 1, "a", constant(55));

        TestedClaim fitting = only(Kind.FITTING);

        // the two values at epoch 0 have a variance of 8, which both ends of a difference carry
        assertThat(effect(fitting).size().nats()).isCloseTo(5, within(1e-9));
        assertThat(effect(fitting).high().nats()).isCloseTo(5 + 1.96 * 4, within(0.8));
        assertThat(fitting.answer()).isEqualTo(Answer.NOT_SHOWN);
    }

    @Test
    void whatMoreTrainingMayChangeIsNotClaimed() {
        put("c 1 1", 0, "a", nats(50, 0), e -> e.convergenceGap(gap(30)).decoderSpread(Information.ZERO));
        put("c 1 1", 1, "a", nats(60, 1), e -> e.convergenceGap(gap(5)).decoderSpread(Information.ZERO));

        TestedClaim fitting = only(Kind.FITTING);

        assertThat(fitting.answer()).isEqualTo(Answer.NOT_SHOWN);
        assertThat(fitting.explanation()).isEqualTo("not shown: more training may make up for it (this network only)");
        assertThat(effect(fitting).correctedP()).isLessThan(0.05);
    }

    @Test
    void decodersOfUnknownConvergenceOrSpreadCannotBeTested() {
        put("c 1 1", 0, "a", nats(50, 0), e -> e);
        put("c 1 1", 1, "a", nats(60, 1), e -> e);

        TestedClaim fitting = only(Kind.FITTING);

        assertThat(fitting.answer()).isEqualTo(Answer.UNTESTABLE);
        assertThat(fitting.explanation()).contains("not known what more training would bring");
        assertThat(effect(fitting).size().nats()).isCloseTo(10, within(1.0));
    }

    @Test
    void whatIsWithinChanceIsNotShownEvenWhereDecodersCannotBeTested() {
        put("c 1 1", 0, "a", nats(50, 0), e -> e);
        put("c 1 1", 1, "a", nats(50.001, 1), e -> e);

        TestedClaim fitting = only(Kind.FITTING);

        assertThat(fitting.answer()).isEqualTo(Answer.NOT_SHOWN);
        assertThat(fitting.explanation()).startsWith("not shown: within the variation over images");
        assertThat(effect(fitting).low().nats()).isNegative();
        assertThat(effect(fitting).high().nats()).isPositive();
    }

    @Test
    void estimatesWithoutValuesForEachImageOrOfOtherImagesCannotBeTested() {
        put("c 1 1", 0, "a", nats(50, 0));
        put("c 1 1", 1, "a", Arrays.copyOf(nats(60, 1), IMAGES - 1));

        assertThat(only(Kind.FITTING).explanation()).contains("cannot be paired");
        assertThat(only(Kind.FITTING).effect()).isEmpty();
    }

    @Test
    void networksThatMissAnEndAreLeftOutAndTheAnswerSaysSo() {
        for (int network = 0; network < 3; network++) {
            put("c " + network + " 1", 0, "a", nats(50, 2 * network));
            if (network < 2) {
                put("c " + network + " 1", 1, "a", nats(60, 2 * network + 1));
            }
        }

        assertThat(only(Kind.FITTING).networks()).isEqualTo(2);
        assertThat(only(Kind.FITTING).explanation()).contains("2 networks of 3, others lack points");
    }

    @Test
    void endsThatNoNetworkHasBothOfCannotBeTested() {
        put("c 1 1", 0, "a", nats(50, 0));
        put("c 2 1", 1, "a", nats(60, 1));

        assertThat(only(Kind.FITTING).explanation())
                .isEqualTo("cannot be tested: no network was measured at both ends");
    }

    @Test
    void warningsOfTheEndsStayWithTheClaim() {
        put("c 1 1", 0, "a", nats(50, 0), e -> converged(e).warning("close to a ceiling"));
        put("c 1 1", 1, "a", nats(60, 1));

        assertThat(only(Kind.FITTING).warnings()).containsExactly("close to a ceiling");
    }

    @Test
    void samePlaneAndSeedGiveTheSameBits() {
        put("c 1 1", 0, "a", nats(50, 0));
        put("c 1 1", 1, "a", nats(50.2, 1));

        assertThat(ClaimTests.standard().test(plane()))
                .isEqualTo(ClaimTests.standard().test(plane()));
        assertThat(effect(ClaimTests.standard().seed(1).test(plane()).get(0))).isNotEqualTo(effect(only(Kind.FITTING)));
    }

    @Test
    void settingsThatCannotBeMeantAreRefused() {
        put("c 1 1", 0, "a", nats(50, 0));
        put("c 1 1", 1, "a", nats(50, 1));

        assertThatThrownBy(() -> ClaimTests.standard().groups(1, 2).test(plane()))
                .hasMessage("groups were given for 2 images, but 400 were measured");
        assertThatThrownBy(() -> ClaimTests.standard().groups(new int[IMAGES]).test(plane()))
                .hasMessageContaining("at least 20 of them, got 1");
        assertThatThrownBy(() -> ClaimTests.standard().level(5)).hasMessageContaining("such as 0.05, got 5");
        InformationPlane two = InformationPlane.of(points);
        put("d 1 1", 1, "a", nats(50, 1));
        assertThatThrownBy(() -> SeededPlane.of(InformationPlane.of(points), run -> new Replicate("c", 1, 1)))
                .hasMessageContaining("'c 1 1' and 'd 1 1' are both");
        assertThat(SeededPlane.of(two).regimes()).containsExactly("c 1 1");
    }

    @Test
    void namesOfRunsSayTheirSeeds() {
        assertThat(Replicate.ofRun("classifier")).isEqualTo(new Replicate("classifier", 1, 1));
        assertThat(Replicate.ofRun("my-classifier-seed2")).isEqualTo(new Replicate("my-classifier", 2, 1));
        assertThat(Replicate.ofRun("classifier-decoder5")).isEqualTo(new Replicate("classifier", 1, 5));
        assertThat(Replicate.ofRun("classifier-seed-2-decoder5")).isEqualTo(new Replicate("classifier", -2, 5));
        assertThat(Replicate.ofRun("-seed2")).isEqualTo(new Replicate("-seed2", 1, 1));
        assertThatThrownBy(() -> Replicate.ofRun(" ")).hasMessageContaining("a regime needs a name");
    }

    private TestedClaim only(Kind kind) {
        return ClaimTests.standard().test(plane()).stream()
                .filter(c -> c.claim().kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private static TestedClaim.Effect effect(TestedClaim claim) {
        return claim.effect().orElseThrow();
    }

    private SeededPlane plane() {
        return SeededPlane.of(InformationPlane.of(points), run -> {
            String[] parts = run.split(" ");
            return new Replicate(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
        });
    }

    private void put(String run, int epoch, String hookPoint, double[] nats) {
        put(run, epoch, hookPoint, nats, ClaimTestsTest::converged);
    }

    private void put(String run, int epoch, String hookPoint, double[] nats, UnaryOperator<Estimate.Builder> learning) {
        Estimate e = learning.apply(Estimate.ofPointwise(nats, BoundKind.DECODABLE, "made-up"))
                .build();
        points.add(new PlanePoint(new PointKey(run, epoch, hookPoint), Optional.of(e), Optional.empty()));
    }

    private static Estimate.Builder converged(Estimate.Builder e) {
        return e.convergenceGap(ConvergenceGap.NONE).decoderSpread(Information.ZERO);
    }

    private static ConvergenceGap gap(double nats) {
        return new ConvergenceGap(
                Information.ofNats(nats), Information.ofNats(0.8 * nats), Information.ofNats(1.2 * nats));
    }

    private static double[] constant(double nats) {
        double[] values = new double[IMAGES];
        Arrays.setAll(values, i -> nats + 5 * Math.sin((double) i * i));
        return values;
    }

    /** With the contributions of one seed, and a tenth of those of another. */
    private static double[] nats(double mean, long seed, long other) {
        double[] values = nats(mean, seed);
        double[] more = nats(0, other);
        double[] common = constant(0);
        Arrays.setAll(values, i -> values[i] + 0.1 * (more[i] - common[i]));
        return values;
    }

    private static double[] nats(double mean, long seed) {
        Random random = new Random(seed);
        double[] values = constant(mean);
        Arrays.setAll(values, i -> values[i] + random.nextGaussian());
        return values;
    }
}
