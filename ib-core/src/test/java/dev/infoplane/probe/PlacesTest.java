package dev.infoplane.probe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.util.Pair;
import ai.djl.util.PairList;
import dev.infoplane.estimate.Estimate;
import dev.infoplane.probe.internal.BlockLocations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Blocks that are called without being registered: their names tell where they are kept, not when they were called. */
class PlacesTest {
    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager("PyTorch");
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private NDArray run(Block net) {
        return net.forward(new ParameterStore(manager, false), new NDList(manager.ones(new Shape(2, 3))), false)
                .head();
    }

    /** Multiplies by a number, which shows in what was captured which block it was. */
    private static Block times(int factor) {
        return new LambdaBlock(in -> new NDList(in.head().mul(factor)), "times");
    }

    /** Calls some of the blocks it can get at. */
    private abstract static class Calling extends AbstractBlock {
        abstract List<Block> called();

        @Override
        protected NDList forwardInternal(
                ParameterStore ps, NDList in, boolean training, PairList<String, Object> params) {
            NDList x = in;
            for (Block each : called()) {
                x = each.forward(ps, in, training);
            }
            return x;
        }

        @Override
        public Shape[] getOutputShapes(Shape[] shapes) {
            return shapes;
        }
    }

    /** Sends each pass to one of its experts. */
    private static class Routing extends Calling {
        private final List<Block> experts = new ArrayList<>(List.of(times(2), times(3), times(4)));
        private Block active;
        int route;

        @Override
        List<Block> called() {
            active = experts.get(route);
            return List.of(active);
        }
    }

    @Test
    void expertsKeepTheirNamesInEveryPassAndAttachmentWhoeverIsCalledFirst() {
        Routing net = new Routing();
        for (int first = 0; first < 3; first++) {
            try (Capture capture = Probes.capture(net, "**")) {
                for (int pass = 0; pass < 3; pass++) {
                    net.route = (first + pass) % 3;
                    run(net);
                }
                for (int expert = 0; expert < 3; expert++) {
                    assertThat(capture.samples("experts[" + expert + "].out").toArray())
                            .hasSize(6)
                            .containsOnly(expert + 2);
                }
                assertThat(capture.names()).hasSize(4);
                assertThat(capture.warnings()).isEmpty();
            }
        }
    }

    @Test
    void expertsThatAChildCallsAreNamedAfterTheBlockThatKeepsThem() {
        Routing router = new Routing();
        Block net = new Calling() {
            private final Block route = addChildBlock(
                    "route",
                    new LambdaBlock(
                            x -> router.called().get(0).forward(new ParameterStore(manager, false), x, false),
                            "route"));
            private final List<Block> experts = router.experts;

            @Override
            List<Block> called() {
                assertThat(experts).isNotEmpty();
                return List.of(route);
            }
        };
        try (Capture capture = Probes.capture(net, "route.**")) {
            router.route = 2;
            run(net);
            router.route = 0;
            run(net);
            assertThat(capture.warnings()).isEmpty();
            assertThat(capture.names()).hasSize(3).contains("route.out");
            for (String name : capture.names()) {
                if (!name.equals("route.out")) {
                    int factor = (int) capture.samples(name).get(0, 0);
                    assertThat(name).isEqualTo("route.experts[" + (factor - 2) + "].out");
                }
            }
        }
    }

    /** Keeps a block in a field of a superclass. */
    private abstract static class Base extends Calling {
        static final Block SHARED = times(17);
        final Block inherited = times(2);
    }

    private record Holder(Block held, List<Block> more) {}

    /** Keeps blocks in every way. */
    private static final class Hoarder extends Base {
        private final Block[] array = {times(3), times(4)};
        private final Block[][] grid = {{times(5)}, {times(6)}};
        private final Map<String, Block> byName = new HashMap<>(Map.of("left", times(7), "a.b", times(8)));
        private final Map<TimeUnit, Block> byUnit = new HashMap<>(Map.of(TimeUnit.DAYS, times(9)));
        private final Map<Object, Block> inOrder = new LinkedHashMap<>(Map.of(new Object(), times(10)));
        private final Optional<Block> perhaps = Optional.of(times(11));
        private final AtomicReference<Block> reference = new AtomicReference<>(times(12));
        private final Holder holder = new Holder(times(13), List.of(times(14)));
        private final List<Pair<String, Block>> pairs = List.of(new Pair<>("p", times(15)));
        private final Set<Block> single = Set.of(times(16));
        private final Object hidden = new Object() {
            private final List<Block> deep = List.of(times(18));

            @Override
            public String toString() {
                return deep.toString();
            }
        };

        @Override
        List<Block> called() {
            List<Block> all =
                    new ArrayList<>(List.of(inherited, SHARED, holder.held, reference.get(), perhaps.orElseThrow()));
            all.addAll(List.of(array[1], array[0], grid[1][0], grid[0][0]));
            all.addAll(byName.values());
            all.addAll(byUnit.values());
            all.addAll(inOrder.values());
            all.addAll(holder.more);
            pairs.forEach(p -> all.add(p.getValue()));
            all.addAll(single);
            BlockLocations.of(this).stream()
                    .filter(s -> s.name().startsWith("hidden"))
                    .forEach(s -> all.add(s.block()));
            return all;
        }
    }

    @Test
    void everyPlaceHasAName() {
        Block net = new Hoarder();
        Map<String, Integer> expected = new LinkedHashMap<>();
        expected.put("inherited", 2);
        expected.put("array[0]", 3);
        expected.put("array[1]", 4);
        expected.put("grid[0][0]", 5);
        expected.put("grid[1][0]", 6);
        expected.put("byName[left]", 7);
        expected.put("byName[a_b]", 8);
        expected.put("byUnit[DAYS]", 9);
        expected.put("inOrder[0]", 10);
        expected.put("perhaps", 11);
        expected.put("reference", 12);
        expected.put("holder/held", 13);
        expected.put("holder/more[0]", 14);
        expected.put("pairs[0]", 15);
        expected.put("single[0]", 16);
        expected.put("Base/SHARED", 17);
        expected.put("hidden/deep[0]", 18);
        try (Capture capture = Probes.capture(net, "*.out")) {
            run(net);
            assertThat(capture.names()).hasSameSizeAs(expected.keySet());
            expected.forEach((place, factor) -> assertThat(
                            capture.samples(place + ".out").get(0, 0))
                    .as(place)
                    .isEqualTo(factor.floatValue()));
            assertThat(capture.warnings()).isEmpty();
        }
    }

    @Test
    void whatAnotherBlockKeepsIsNamedAfterThatBlock() {
        Hoarder keeper = new Hoarder();
        Block net = new Calling() {
            private final Block helper = addChildBlock("helper", keeper);

            @Override
            List<Block> called() {
                return List.of(keeper.array[1], helper);
            }
        };
        try (Capture capture = Probes.capture(net, "helper/**", "helper.array*.out")) {
            run(net);
            assertThat(capture.names())
                    .containsExactly("helper/array[1].out", "helper.array[1].out", "helper.array[0].out");
        }
    }

    /** Gets its blocks from where no one can look. */
    private static final class Supplied extends Calling {
        private static final Map<Integer, Block> ELSEWHERE = new HashMap<>();
        private final Supplier<Block> supplier = () -> Elsewhere.BLOCKS[Elsewhere.next++ % 2];

        @Override
        List<Block> called() {
            assertThat(ELSEWHERE).isEmpty();
            return List.of(supplier.get());
        }
    }

    private static final class Elsewhere {
        private static final Block[] BLOCKS = {times(2), times(3)};
        private static int next;
    }

    @Test
    void blocksThatAreKeptNowhereShareOneNameAndTheCaptureSaysSo() {
        Block net = new Supplied();
        try (Capture capture = Probes.capture(net, "**")) {
            run(net);
            assertThat(capture.names()).containsExactly("LambdaBlock.out", "out");
            assertThat(capture.warnings())
                    .containsExactly("'LambdaBlock' is whichever block of its type is called there at that turn: it is"
                            + " neither registered as a child nor found in a field, list, map or array, so that values"
                            + " of different blocks can come under this name");
            run(net);
            run(net);
            assertThat(capture.names()).containsExactly("LambdaBlock.out", "out");
            assertThat(capture.samples("LambdaBlock.out").rows()).isEqualTo(6);
        }
        net.initialize(manager, DataType.FLOAT32, new Shape(2, 3));
        assertThat(Probes.list(net, new NDList(manager.ones(new Shape(2, 3)))).toString())
                .contains("'LambdaBlock' is whichever block of its type");
    }

    /** Of a set without an order. */
    private static final class Unordered extends Calling {
        private final Set<Block> set = new HashSet<>(List.of(times(2), times(3)));

        @Override
        List<Block> called() {
            return List.copyOf(set);
        }
    }

    @Test
    void blocksInASetWithoutOrderCannotBeToldApart() {
        try (Capture capture = Probes.capture(new Unordered(), "**")) {
            assertThat(capture.warnings()).isEmpty();
        }
        Block net = new Unordered();
        try (Capture capture = Probes.capture(net, "**")) {
            run(net);
            assertThat(capture.names()).containsExactly("LambdaBlock.out", "LambdaBlock#2.out", "out");
            assertThat(capture.warnings()).hasSize(2);
        }
    }

    @Test
    void aChildThatIsReplacedIsSaid() {
        SequentialBlock net = new SequentialBlock().add(times(2)).add(times(3));
        try (Capture capture = Probes.capture(net, "**")) {
            run(net);
            net.replaceLastBlock(times(4));
            assertThat(capture.warnings()).isEmpty();
            run(net);
            assertThat(capture.warnings())
                    .containsExactly("'times#2' was not the same block all the time: values of different blocks come"
                            + " under this name");
        }
    }

    private static List<String> warnings(ProbeSession session, String hookPoint, int epoch) {
        return session.plane().points().stream()
                .filter(p -> p.key().hookPoint().equals(hookPoint) && p.key().epoch() == epoch)
                .findFirst()
                .flatMap(p -> p.inputInformation())
                .map(Estimate::warnings)
                .orElseThrow();
    }

    @Test
    void anEstimateSaysIfItsHookPointWasAnotherBlockBefore() {
        Routing net = new Routing();
        try (Model model = Nets.model(net);
                Trainer trainer = model.newTrainer(Nets.config())) {
            trainer.initialize(new Shape(1, 3));
            try (ProbeSession session = Probes.on(trainer)
                    .tap("experts*.out", "out")
                    .evaluateOn(Nets.inputs(8, 1))
                    .inputInformation(new Nets.MeanOfT())
                    .onDemand()
                    .attach()) {
                session.measureNow(1);
                assertThat(warnings(session, "experts[0].out", 1)).isEmpty();
                net.experts.add(0, net.experts.remove(2));
                session.measureNow(2);
                String sameNetwork = "the parameters of the network are exactly those";
                assertThat(warnings(session, "experts[0].out", 2))
                        .filteredOn(w -> !w.contains(sameNetwork))
                        .containsExactly("'experts[0]' was not the same block all the time: values of different blocks"
                                + " come under this name");
                assertThat(warnings(session, "out", 2))
                        .singleElement()
                        .asString()
                        .contains(sameNetwork);
            }
        }
    }

    @Test
    void anEstimateAtABlockThatIsKeptNowhereSaysSo() {
        try (Model model = Nets.model(new Supplied());
                Trainer trainer = model.newTrainer(Nets.config())) {
            trainer.initialize(new Shape(1, 3));
            try (ProbeSession session = Probes.on(trainer)
                    .tap("LambdaBlock.out", "out")
                    .evaluateOn(Nets.inputs(8, 1))
                    .inputInformation(new Nets.MeanOfT())
                    .onDemand()
                    .attach()) {
                session.measureNow(1);
                assertThat(warnings(session, "LambdaBlock.out", 1))
                        .singleElement()
                        .asString()
                        .startsWith("'LambdaBlock' is whichever block of its type is called there");
                assertThat(warnings(session, "out", 1)).isEmpty();
            }
        }
    }
}
