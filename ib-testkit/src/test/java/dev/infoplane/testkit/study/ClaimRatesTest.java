package dev.infoplane.testkit.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.infoplane.study.hypothesis.Answer;
import dev.infoplane.study.hypothesis.Claim.Kind;
import dev.infoplane.study.hypothesis.ClaimTests;
import dev.infoplane.study.hypothesis.TestedClaim;
import dev.infoplane.testkit.study.SimulatedPlane.NetworkNoise;
import dev.infoplane.testkit.study.SimulatedPlane.Noise;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How often claims are made that do not hold, and that do; {@code docs/accuracy.md} has more seeds. */
class ClaimRatesTest {
    private static final int SEEDS = 40;
    private static final double LEVEL = 0.05;

    @ParameterizedTest
    @EnumSource
    void aStillNetworkIsClaimedToChangeInAtMostOneStudyOfTwenty(Noise noise) {
        assertThat(studiesWithAClaim(SimulatedPlane.still().noise(noise))).isLessThanOrEqualTo(LEVEL);
    }

    @ParameterizedTest
    @EnumSource
    void threeNetworksThatDifferByChanceAreClaimedToChangeInAtMostOneStudyOfTwenty(NetworkNoise kind) {
        assertThat(studiesWithAClaim(SimulatedPlane.still().networks(3, kind, 1)))
                .isLessThanOrEqualTo(LEVEL);
    }

    @Test
    void imagesOfOnePhotographMakeNoClaimsIfTheyAreDeclaredAndMakeThemIfTheyAreNot() {
        SimulatedPlane crops = SimulatedPlane.still().imagesOfGroup(5);

        assertThat(studiesWithAClaim(crops)).isLessThanOrEqualTo(LEVEL);
        assertThat(LongStream.range(0, SEEDS)
                        .filter(seed -> ClaimTests.standard().seed(seed).test(crops.draw(seed)).stream()
                                .anyMatch(ClaimRatesTest::isClaim))
                        .count())
                .isGreaterThan(SEEDS / 5);
    }

    /** 0.4 nats are four standard errors of a difference over 200 images. */
    @Test
    void aChangeOfFourStandardErrorsIsFoundInOneNetworkNineTimesOfTen() {
        assertThat(shareFound(SimulatedPlane.still().change(0.4))).isGreaterThanOrEqualTo(0.9);
    }

    /** 4 nats are ten standard errors of a difference over three networks. */
    @Test
    void aChangeOfTenStandardErrorsIsFoundInThreeNetworksNineTimesOfTen() {
        assertThat(shareFound(SimulatedPlane.still()
                        .networks(3, NetworkNoise.INDEPENDENT, 0.5)
                        .change(4)))
                .isGreaterThanOrEqualTo(0.9);
    }

    /** With a mean of the absolute variances of all layers, as it once was, the changes of small layers are not found at all. */
    @Test
    void aLayerThatVariesLittleIsFoundBesideLayersThatVaryMuch() {
        SimulatedPlane falling =
                SimulatedPlane.still().networks(3, NetworkNoise.FALLING, 0.5).change(4);
        assertThat(LongStream.range(0, SEEDS)
                        .boxed()
                        .flatMap(seed -> tests(falling, seed).stream())
                        .filter(c -> c.claim().kind() != Kind.DEPTH
                                && c.claim().hookPoint().equals("layer2"))
                        .mapToInt(c -> c.answer() == Answer.HOLDS ? 1 : 0)
                        .average()
                        .orElseThrow())
                .isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void thePeakIsFoundWhereItIs() {
        List<TestedClaim> claims =
                ClaimTests.standard().test(SimulatedPlane.still().change(2).draw(1));

        assertThat(claims)
                .hasSize(8)
                .filteredOn(c -> c.claim().kind() != Kind.DEPTH)
                .allSatisfy(c -> assertThat(c.claim().epoch()).isEqualTo(3));
    }

    /** Intervals are simultaneous over the epochs that a peak was chosen from, so they hold the true effect of that epoch. */
    @Test
    void intervalsOfChosenPeaksHoldTheTruth() {
        List<TestedClaim> claims = LongStream.range(0, SEEDS)
                .boxed()
                .flatMap(seed -> tests(SimulatedPlane.still(), seed).stream())
                .toList();

        assertThat(claims.stream()
                        .filter(c -> c.effect().orElseThrow().low().nats() <= 0
                                && c.effect().orElseThrow().high().nats() >= 0)
                        .count())
                .isGreaterThanOrEqualTo(Math.round(0.95 * claims.size()));
    }

    private static double studiesWithAClaim(SimulatedPlane plane) {
        return LongStream.range(0, SEEDS)
                        .filter(seed -> tests(plane, seed).stream().anyMatch(ClaimRatesTest::isClaim))
                        .count()
                / (double) SEEDS;
    }

    private static double shareFound(SimulatedPlane plane) {
        return LongStream.range(0, SEEDS)
                .boxed()
                .flatMap(seed -> tests(plane, seed).stream())
                .mapToInt(c -> c.answer() == Answer.HOLDS ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private static List<TestedClaim> tests(SimulatedPlane plane, long seed) {
        return ClaimTests.standard().seed(seed).groups(plane.groups()).test(plane.draw(seed));
    }

    private static boolean isClaim(TestedClaim claim) {
        return claim.answer() == Answer.HOLDS || claim.answer() == Answer.OPPOSITE;
    }
}
