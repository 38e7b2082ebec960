package dev.infoplane.models.decoder.internal.sampling;

import dev.infoplane.learn.Weights;
import dev.infoplane.models.decoder.internal.net.ConvolutionSpec;
import dev.infoplane.models.decoder.internal.net.GatedUnitSpec;
import dev.infoplane.models.decoder.internal.net.LayerInterpreter;
import dev.infoplane.models.decoder.internal.net.PixelCnnTopology;
import dev.infoplane.models.decoder.internal.net.PixelStream;
import dev.infoplane.models.decoder.internal.net.TransposedSpec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds the stages of an {@link IncrementalNet} from a {@link PixelCnnTopology}: where the engine computes a layer, this notes
 * who reads whom.
 */
final class IncrementalNetBuilder implements LayerInterpreter<FeatureFanOut> {
    private final PixelCnnTopology topology;
    private final Weights weights;
    private final int columns;
    private final List<Integer> sizes = new ArrayList<>();
    private final List<List<PartialSums>> sums = new ArrayList<>();
    private final List<FeatureFanOut> fanOuts = new ArrayList<>();
    private final Map<PixelStream, List<Stage>> stages = new EnumMap<>(PixelStream.class);
    private final Map<PixelStream, List<Stage.Row>> rows = new EnumMap<>(PixelStream.class);
    private final List<TapScatter.Part> above = new ArrayList<>();
    private final List<TapScatter.Part> left = new ArrayList<>();
    private int widest;

    /** @param columns of the image, in whole cells */
    private IncrementalNetBuilder(PixelCnnTopology topology, Weights weights, int columns) {
        this.topology = topology;
        this.weights = weights;
        this.columns = columns;
        for (int r = 0; r < topology.resolutions(); r++) {
            sums.add(new ArrayList<>());
        }
        for (PixelStream stream : PixelStream.values()) {
            stages.put(stream, new ArrayList<>());
            List<Stage.Row> own = new ArrayList<>();
            for (int r = 0; r < topology.resolutions(); r++) {
                own.add(row(r));
            }
            rows.put(stream, own);
        }
    }

    /**
     * The parts of an incremental net.
     *
     * @param sums of each resolution
     * @param stages of each stream, in order
     * @param above what a pixel adds to the row below
     * @param left what a pixel adds to its own row and the right
     * @param features the last ones of the right stream, at full resolution
     * @param out from these to the parameters of the head
     * @param parameters of the head
     * @param room sizes of the arrays of a memory
     * @param widest most values that one place scatters
     */
    record Parts(
            List<List<PartialSums>> sums,
            Map<PixelStream, List<Stage>> stages,
            TapScatter above,
            TapScatter left,
            Stage.Row features,
            TapScatter out,
            PartialSums parameters,
            int[] room,
            int widest) {}

    static Parts build(PixelCnnTopology topology, Weights weights, int columns) {
        return new IncrementalNetBuilder(topology, weights, columns).build();
    }

    private Parts build() {
        topology.wire(this);
        HeapKernel last = kernel(topology.output());
        PartialSums parameters = sums(0, last.bias());
        TapScatter out = scatter(KernelTaps.of(last, topology.output(), parameters));
        TapScatter fromAbove = scatter(above);
        TapScatter fromLeft = scatter(left);
        fanOuts.forEach(f -> widest = Math.max(widest, f.seal()));
        int[] room = sizes.stream().mapToInt(Integer::intValue).toArray();
        Stage.Row features = rows.get(PixelStream.RIGHT).get(0);
        return new Parts(sums, stages, fromAbove, fromLeft, features, out, parameters, room, widest);
    }

    @Override
    public FeatureFanOut input(PixelStream stream, List<ConvolutionSpec> convolutions) {
        List<HeapKernel> kernels = convolutions.stream().map(this::kernel).toList();
        PartialSums into = sums(
                0,
                kernels.stream().map(HeapKernel::bias).reduce(PartialSums::plus).orElseThrow());
        for (int i = 0; i < kernels.size(); i++) {
            ConvolutionSpec spec = convolutions.get(i);
            (spec.kernel().seesOnlyRowsAbove() ? above : left).addAll(KernelTaps.of(kernels.get(i), spec, into));
        }
        FeatureFanOut next = fanOut();
        stages.get(stream).add(new Stage.Input(stream, into, row(stream, 0), next));
        return next;
    }

    @Override
    public FeatureFanOut gatedUnit(GatedUnitSpec unit, FeatureFanOut features, List<FeatureFanOut> sides) {
        int resolution = unit.resolution();
        HeapKernel first = kernel(unit.first());
        HeapKernel second = kernel(unit.second());
        Optional<HeapKernel> skip = unit.skip().map(this::kernel);
        PartialSums inside = sums(
                resolution,
                skip.map(s -> PartialSums.plus(first.bias(), s.bias())).orElse(first.bias()));
        PartialSums gates = sums(resolution, second.bias());
        features.activatedTo(KernelTaps.of(first, unit.first(), inside));
        int inputs = 2 * topology.filters();
        for (int i = 0; i < sides.size(); i++) {
            TapScatter.Part part = KernelTaps.pointwise(skip.orElseThrow(), inside, i * inputs, (i + 1) * inputs);
            sides.get(i).activatedTo(List.of(part));
        }
        FeatureFanOut next = fanOut();
        List<Stage> own = stages.get(unit.stream());
        own.add(new Stage.UnitInside(resolution, inside, scatter(KernelTaps.of(second, unit.second(), gates))));
        own.add(new Stage.UnitGate(unit, gates, row(unit.stream(), resolution), next));
        return next;
    }

    @Override
    public FeatureFanOut halve(
            PixelStream stream, int resolution, ConvolutionSpec convolution, FeatureFanOut features) {
        HeapKernel kernel = kernel(convolution);
        PartialSums into = sums(resolution, kernel.bias());
        features.halvedTo(kernel, convolution, into);
        return resize(stream, resolution, into);
    }

    @Override
    public FeatureFanOut enlarge(
            PixelStream stream, int resolution, TransposedSpec convolution, FeatureFanOut features) {
        HeapKernel kernel = HeapKernel.of(weights, convolution.name());
        PartialSums into = sums(resolution, kernel.bias());
        features.doubledTo(kernel, convolution.isCentred(), into);
        return resize(stream, resolution, into);
    }

    private FeatureFanOut resize(PixelStream stream, int resolution, PartialSums into) {
        FeatureFanOut next = fanOut();
        stages.get(stream).add(new Stage.Resize(resolution, into, row(stream, resolution), next));
        return next;
    }

    private HeapKernel kernel(ConvolutionSpec spec) {
        return HeapKernel.of(weights, spec.name());
    }

    private PartialSums sums(int resolution, float[] bias) {
        PartialSums added = new PartialSums(sizes.size(), columns >> resolution, bias);
        sizes.add(added.size());
        sums.get(resolution).add(added);
        return added;
    }

    private Stage.Row row(int resolution) {
        sizes.add((columns >> resolution) * topology.filters());
        return new Stage.Row(sizes.size() - 1, topology.filters());
    }

    private Stage.Row row(PixelStream stream, int resolution) {
        return rows.get(stream).get(resolution);
    }

    private FeatureFanOut fanOut() {
        FeatureFanOut added = new FeatureFanOut(topology.filters());
        fanOuts.add(added);
        return added;
    }

    private TapScatter scatter(List<TapScatter.Part> parts) {
        TapScatter scatter = new TapScatter(parts);
        widest = Math.max(widest, scatter.width());
        return scatter;
    }
}
