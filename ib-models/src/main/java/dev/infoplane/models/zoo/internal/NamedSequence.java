package dev.infoplane.models.zoo.internal;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Blocks in sequence, each under a name that says what it is, so that hook points have stable names. */
public final class NamedSequence extends AbstractBlock {
    private static final byte VERSION = 1;

    private final InputForm form;
    private @Nullable Shape only;
    private final Map<String, Block> order = new LinkedHashMap<>();

    private NamedSequence(InputForm form) {
        super(VERSION);
        this.form = form;
    }

    /** An empty sequence inside a network. */
    public static NamedSequence empty() {
        return new NamedSequence(InputForm.ANY);
    }

    /** An empty sequence that is a whole network and checks what it is given. */
    public static NamedSequence network(InputForm form) {
        return new NamedSequence(form);
    }

    /**
     * Lets this network take inputs of one shape alone.
     *
     * @param row without the batch
     */
    public NamedSequence only(Shape row) {
        only = row;
        return this;
    }

    /** Appends a block. */
    public NamedSequence then(String name, Block block) {
        order.put(name, addChildBlock(name, block));
        return this;
    }

    /**
     * Puts a block behind another one. It becomes the last child, so that the names and the saved bytes of all parameters that were
     * there stay as they are.
     *
     * @throws IllegalArgumentException if there is no block of that name, or one of the new name
     */
    public void insertAfter(String existing, String name, Block block) {
        if (!order.containsKey(existing) || order.containsKey(name)) {
            throw new IllegalArgumentException(
                    "cannot put '" + name + "' behind '" + existing + "' among " + order.keySet());
        }
        Map<String, Block> before = new LinkedHashMap<>(order);
        addChildBlock(name, block);
        order.clear();
        before.forEach((key, value) -> {
            order.put(key, value);
            if (key.equals(existing)) {
                order.put(name, block);
            }
        });
    }

    /** The names of its blocks, in the order of their calls. */
    public List<String> names() {
        return List.copyOf(order.keySet());
    }

    /**
     * One of its blocks.
     *
     * @throws IllegalArgumentException if there is none of that name, listing those that exist
     */
    public Block block(String name) {
        Block block = order.get(name);
        if (block == null) {
            throw new IllegalArgumentException("no block '" + name + "'; there are " + order.keySet());
        }
        return block;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        require(inputs.getShapes(), inputShapes);
        if (form != InputForm.ANY && inputShapes == null) {
            throw new IllegalStateException("this network has no parameters yet; initialise it with the shape of its"
                    + " input, train it, or load saved parameters");
        }
        if (form != InputForm.ANY && !inputs.head().getDataType().isFloating()) {
            throw new IllegalArgumentException("this network takes floating-point values, got "
                    + inputs.head().getDataType() + "; convert them, and scale bytes to 0 to 1");
        }
        NDList current = inputs;
        for (Block block : order.values()) {
            current = block.forward(store, current, training, params);
        }
        return current;
    }

    @Override
    protected void beforeInitialize(Shape... shapes) {
        require(shapes, null);
        super.beforeInitialize(shapes);
    }

    private void require(Shape[] given, Shape @Nullable [] initialised) {
        form.require(given, initialised);
        if (only != null && !given[0].slice(1).equals(only)) {
            throw new IllegalArgumentException(
                    "this network was made for inputs " + only + ", got " + given[0].slice(1) + " in a batch");
        }
    }

    /** Refuses the parameters of another network. */
    @Override
    public void loadParameters(NDManager manager, DataInputStream saved) throws IOException, MalformedModelException {
        if (form == InputForm.ANY) {
            super.loadParameters(manager, saved);
            return;
        }
        LayerOutputs outputs = LayerOutputs.of(this);
        try {
            super.loadParameters(manager, saved);
        } catch (EOFException e) {
            throw new MalformedModelException(
                    "the saved parameters end before those of this network do: the file is damaged, or holds another"
                            + " network",
                    e);
        } catch (MalformedModelException e) {
            throw new MalformedModelException(
                    "the saved parameters are not those of this network, or the file is damaged: " + e.getMessage(), e);
        }
        outputs.require(this);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        Shape[] shapes = inputShapes;
        for (Block block : new ArrayList<>(order.values())) {
            block.initialize(manager, type, shapes);
            shapes = block.getOutputShapes(shapes);
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape[] shapes = inputShapes;
        for (Block block : order.values()) {
            shapes = block.getOutputShapes(shapes);
        }
        return shapes;
    }
}
